import TapestryIO

extension SQLiteStorage {
  public func trials(in study: Int) throws -> [TrialRecord] {
    let known = knownTrials(in: study)
    let read = try database.snapshot { run in
      let heads = try run(
        """
        SELECT number, state, started, finished, failure FROM trials WHERE study = ? ORDER BY number
        """, .integer(study))
      return try heads.map { head in
        let number = head[0].integer!
        if let trial = known[number] { return trial }
        return try SQLiteStorage.trial(number, head, in: study, run, path: database.path)
      }
    }
    keepTrials(read.filter(\.state.isFinished), in: study)
    return read
  }

  /// - Parameter head: its number, state, start, end and failure.
  static func trial(
    _ number: Int, _ head: [SQLiteDatabase.Value], in study: Int,
    _ run: SQLiteDatabase.Statements, path: String
  ) throws -> TrialRecord {
    func rows(_ columns: String, _ table: String, by order: String) throws
      -> [[SQLiteDatabase.Value]]
    {
      try run(
        "SELECT \(columns) FROM \(table) WHERE study = ? AND number = ? ORDER BY \(order)",
        .integer(study), .integer(number))
    }
    func malformed(_ what: String) -> FileError {
      FileError(path, .malformed, "trial \(number): \(what)")
    }
    guard let state = head[1].text.flatMap(TrialState.init) else {
      throw malformed("its state is \(head[1])")
    }
    var trial = TrialRecord(number: number, state: state)
    (trial.started, trial.finished) = (head[2].real, head[3].real)
    trial.failure = head[4].text
    trial.parameters = try rows("name, distribution, code", "parameters", by: "place").map { row in
      guard let name = row[0].text, let code = row[2].real,
        let distribution = row[1].text.flatMap(Distribution.init(text:)),
        distribution.nearest(code) == code
      else { throw malformed("a hyper-parameter is \(row)") }
      return TrialParameter(name: name, distribution: distribution, code: code)
    }
    trial.values = try rows("value", "objectives", by: "place").map { row in
      guard let value = row[0].real else { throw malformed("a value is \(row[0])") }
      return value
    }
    trial.reports = try rows("step, value", "reports", by: "step").map { row in
      guard let step = row[0].integer else { throw malformed("a step is \(row[0])") }
      return TrialReport(step: step, value: row[1].real ?? .nan)
    }
    for row in try rows("name, text", "attributes", by: "name") {
      guard let name = row[0].text, let text = row[1].text else {
        throw malformed("a note is \(row)")
      }
      trial.attributes[name] = text
    }
    return trial
  }
}

extension ParameterValue {
  /// How it is kept in a table.
  var column: (kind: String, SQLiteDatabase.Value) {
    switch self {
    case .float(let number): ("float", .real(number))
    case .int(let number): ("int", .integer(number))
    case .choice(let name): ("choice", .text(name))
    }
  }

  init?(kind: String, _ column: SQLiteDatabase.Value) {
    switch kind {
    case "float":
      guard let number = column.real else { return nil }
      self = .float(number)
    case "int":
      guard let number = column.integer else { return nil }
      self = .int(number)
    case "choice":
      guard let name = column.text else { return nil }
      self = .choice(name)
    default: return nil
    }
  }
}
