/// Studies as a whole, and trials from elsewhere.
extension SQLiteStorage {
  public func studyNames() throws -> [String] {
    try database.direct { run in
      try run("SELECT name FROM studies ORDER BY name").compactMap(\.[0].text)
    }
  }

  @discardableResult
  public func deleteStudy(_ name: String) throws -> Bool {
    try database.transaction { run in
      let rows = try run("SELECT id FROM studies WHERE name = ?", .text(name))
      guard let study = rows.first?[0] else { return false }
      for table in ["fixed", "parameters", "objectives", "reports", "attributes", "trials"] {
        try run("DELETE FROM \(table) WHERE study = ?", study)
      }
      try run("DELETE FROM studies WHERE id = ?", study)
      return true
    }
  }

  @discardableResult
  public func add(_ trial: TrialRecord, in study: Int) throws -> Int {
    try database.transaction { run in
      let number = try SQLiteStorage.insertTrial(trial.state, study, run)
      func column(_ number: Double?) -> SQLiteDatabase.Value {
        number.map { $0.isNaN ? .null : .real($0) } ?? .null
      }
      try run(
        """
        UPDATE trials SET started = ?, finished = ?, failure = ? WHERE study = ? AND number = ?
        """,
        column(trial.started), column(trial.finished), trial.failure.map { .text($0) } ?? .null,
        .integer(study), .integer(number))
      for (place, parameter) in trial.parameters.enumerated() {
        try run(
          "INSERT INTO parameters VALUES (?, ?, ?, ?, ?, ?)", .integer(study), .integer(number),
          .integer(place), .text(parameter.name), .text(parameter.distribution.text),
          .real(parameter.code))
      }
      for (place, value) in trial.values.enumerated() {
        try run(
          "INSERT INTO objectives VALUES (?, ?, ?, ?)", .integer(study), .integer(number),
          .integer(place), .real(value))
      }
      for report in trial.reports {
        try run(
          "INSERT OR REPLACE INTO reports VALUES (?, ?, ?, ?)", .integer(study),
          .integer(number), .integer(report.step), column(report.value))
      }
      for (name, text) in trial.attributes {
        try run(
          "INSERT INTO attributes VALUES (?, ?, ?, ?)", .integer(study), .integer(number),
          .text(name), .text(text))
      }
      return number
    }
  }
}
