import Synchronization
import TapestryIO
import TapestryTraining

/// Trials in a file of SQLite, for studies that outlive their process and that several processes of one machine share.
///
/// ```swift
/// let study = try Study("mnist", storage: SQLiteStorage("mnist.sqlite"), retries: 1)
/// try study.optimize(total: 100, objective)   // run it in as many terminals as there are processors
/// ```
///
/// A trial that has ended is on disk: what is killed, even by `kill -9`, loses at most those that run. They are marked as failed by the next
/// process that begins a trial, and tried again where the study has `retries`.
///
/// Beside the file lie SQLite's own `-wal` and `-shm` while it is open, and `-workers`, by which processes see one another. The file is
/// on a disk of this machine: SQLite's write-ahead log does not work over a network.
public final class SQLiteStorage: StudyStorage {
  let database: SQLiteDatabase
  private let lock: WorkerLock
  /// This process's number among those that ever opened the file.
  private let worker: Int
  /// By study: what is known of trials that have ended, which do not change.
  private let finished = Mutex<[Int: [Int: TrialRecord]]>([:])

  /// Opens a file, or makes it.
  ///
  /// - Parameter patience: how long to wait, here and later, where another process keeps the file to itself.
  /// - Throws: `FileError`: where it cannot be opened, is no database or damaged, or is kept by another process for longer than that.
  public init(_ path: String, patience: Duration = .seconds(60)) throws {
    database = try SQLiteDatabase(path, patience: patience.seconds)
    lock = try WorkerLock(path + "-workers")
    try database.direct { run in
      try run("PRAGMA journal_mode = WAL")
      // Each transaction is on the disk before it counts as done.
      try run("PRAGMA synchronous = FULL")
      try run("PRAGMA foreign_keys = ON")
    }
    worker = try database.transaction { run in
      for table in SQLiteStorage.tables { try run("CREATE TABLE IF NOT EXISTS \(table)") }
      try run("INSERT INTO workers (began) VALUES (?)", .real(currentTime()))
      return try run("SELECT last_insert_rowid()")[0][0].integer!
    }
    try lock.hold(worker)
  }

  func knownTrials(in study: Int) -> [Int: TrialRecord] {
    finished.withLock { $0[study] ?? [:] }
  }

  func keepTrials(_ trials: [TrialRecord], in study: Int) {
    finished.withLock { finished in
      for trial in trials { finished[study, default: [:]][trial.number] = trial }
    }
  }

  private static let tables = [
    // Numbers are never used again: processes know studies and one another by them.
    """
    studies (
      id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, directions TEXT NOT NULL)
    """,
    "workers (id INTEGER PRIMARY KEY AUTOINCREMENT, began REAL NOT NULL)",
    """
    trials (
      study INTEGER NOT NULL REFERENCES studies (id), number INTEGER NOT NULL, state TEXT NOT NULL,
      worker INTEGER REFERENCES workers (id), started REAL, finished REAL, failure TEXT,
      PRIMARY KEY (study, number)) WITHOUT ROWID
    """,
    // What was laid down for a trial, before it is asked for.
    details("fixed", "name TEXT NOT NULL, kind TEXT NOT NULL, value ANY NOT NULL", key: "name"),
    details(
      "parameters",
      "place INTEGER NOT NULL, name TEXT NOT NULL, distribution TEXT NOT NULL, code REAL NOT NULL",
      key: "place"),
    details("objectives", "place INTEGER NOT NULL, value REAL NOT NULL", key: "place"),
    details("reports", "step INTEGER NOT NULL, value REAL", key: "step"),
    details("attributes", "name TEXT NOT NULL, text TEXT NOT NULL", key: "name"),
  ]

  private static func details(_ name: String, _ columns: String, key: String) -> String {
    """
    \(name) (
      study INTEGER NOT NULL, number INTEGER NOT NULL, \(columns),
      PRIMARY KEY (study, number, \(key)),
      FOREIGN KEY (study, number) REFERENCES trials (study, number)) WITHOUT ROWID
    """
  }

  public func openStudy(_ name: String, directions: [Direction]) throws -> Int {
    let words = directions.map(\.rawValue).joined(separator: " ")
    return try database.transaction { run in
      try run(
        "INSERT OR IGNORE INTO studies (name, directions) VALUES (?, ?)", .text(name),
        .text(words))
      let row = try run("SELECT id, directions FROM studies WHERE name = ?", .text(name))[0]
      guard row[1].text == words else {
        let there = (row[1].text ?? "").split(separator: " ")
        throw StudyError.otherDirections(
          name, there: there.compactMap { Direction(rawValue: String($0)) })
      }
      return row[0].integer!
    }
  }

  @discardableResult
  public func enqueue(
    _ parameters: [String: ParameterValue], attributes: [String: String], in study: Int
  ) throws -> Int {
    try database.transaction { run in
      try SQLiteStorage.enqueue(parameters, attributes, study, run)
    }
  }

  private static func enqueue(
    _ parameters: [String: ParameterValue], _ attributes: [String: String], _ study: Int,
    _ run: SQLiteDatabase.Statements
  ) throws -> Int {
    let number = try insertTrial(.waiting, study, run)
    for (name, value) in parameters {
      let (kind, column) = value.column
      try run(
        "INSERT INTO fixed VALUES (?, ?, ?, ?, ?)", .integer(study), .integer(number),
        .text(name), .text(kind), column)
    }
    for (name, text) in attributes {
      try run(
        "INSERT INTO attributes VALUES (?, ?, ?, ?)", .integer(study), .integer(number),
        .text(name), .text(text))
    }
    return number
  }

  static func insertTrial(
    _ state: TrialState, _ study: Int, _ run: SQLiteDatabase.Statements
  ) throws -> Int {
    let number = try run(
      "SELECT COALESCE(MAX(number) + 1, 0) FROM trials WHERE study = ?", .integer(study))[0][0]
    try run(
      "INSERT INTO trials (study, number, state) VALUES (?, ?, ?)", .integer(study), number,
      .text(state.rawValue))
    return number.integer!
  }

  public func beginTrial(in study: Int, limit: Int?) throws -> TrialStart? {
    try database.transaction { run in
      if let limit {
        let begun = try run(
          "SELECT COUNT(*) FROM trials WHERE study = ? AND state NOT IN ('failed', 'waiting')",
          .integer(study))
        if begun[0][0].integer! >= limit { return nil }
      }
      let waiting = try run(
        "SELECT MIN(number) FROM trials WHERE study = ? AND state = 'waiting'", .integer(study))
      let number =
        try waiting[0][0].integer ?? SQLiteStorage.insertTrial(.waiting, study, run)
      try run(
        """
        UPDATE trials SET state = 'running', worker = ?, started = ? WHERE study = ? AND number = ?
        """, .integer(worker), .real(currentTime()), .integer(study), .integer(number))
      let fixed = try run(
        "SELECT name, kind, value FROM fixed WHERE study = ? AND number = ?", .integer(study),
        .integer(number))
      return TrialStart(
        number: number,
        fixed: Dictionary(
          uniqueKeysWithValues: fixed.compactMap { row in
            ParameterValue(kind: row[1].text ?? "", row[2]).map { (row[0].text!, $0) }
          }))
    }
  }

  public func write(_ parameter: TrialParameter, trial: Int, in study: Int) throws {
    try database.transaction { run in
      try run(
        """
        INSERT INTO parameters
        SELECT ?1, ?2, COUNT(*), ?3, ?4, ?5 FROM parameters WHERE study = ?1 AND number = ?2
        """, .integer(study), .integer(trial), .text(parameter.name),
        .text(parameter.distribution.text), .real(parameter.code))
    }
  }

  public func write(_ report: TrialReport, trial: Int, in study: Int) throws {
    try database.direct { run in
      try run(
        "INSERT OR REPLACE INTO reports VALUES (?, ?, ?, ?)", .integer(study), .integer(trial),
        .integer(report.step), report.value.isNaN ? .null : .real(report.value))
    }
  }

  public func write(
    attribute name: String, _ text: String, trial: Int, in study: Int
  ) throws {
    try database.direct { run in
      try run(
        "INSERT OR REPLACE INTO attributes VALUES (?, ?, ?, ?)", .integer(study),
        .integer(trial), .text(name), .text(text))
    }
  }

  @discardableResult
  public func finishTrial(
    _ trial: Int, _ state: TrialState, values: [Double], failure: String?, in study: Int
  ) throws -> Bool {
    try database.transaction { run in
      try run(
        """
        UPDATE trials SET state = ?, finished = ?, failure = ?
        WHERE study = ? AND number = ? AND state = 'running'
        """, .text(state.rawValue), .real(currentTime()), failure.map { .text($0) } ?? .null,
        .integer(study), .integer(trial))
      guard run.changes == 1 else { return false }
      for (place, value) in values.enumerated() {
        try run(
          "INSERT INTO objectives VALUES (?, ?, ?, ?)", .integer(study), .integer(trial),
          .integer(place), .real(value))
      }
      return true
    }
  }

  @discardableResult
  public func failAbandonedTrials(
    in study: Int, retry: (TrialRecord) -> [String: String]?
  ) throws -> [TrialRecord] {
    let workers = try database.direct { run in
      try run(
        """
        SELECT DISTINCT worker FROM trials WHERE study = ? AND state = 'running' AND worker <> ?
        """, .integer(study), .integer(worker))
    }
    let dead = try workers.compactMap(\.[0].integer).filter { try !lock.isHeld($0) }
    guard !dead.isEmpty else { return [] }
    return try database.transaction { run in
      let heads = try dead.flatMap { worker in
        try run(
          """
          UPDATE trials SET state = 'failed', finished = ?, failure = 'its process ended'
          WHERE study = ? AND state = 'running' AND worker = ?
          RETURNING number, state, started, finished, failure
          """, .real(currentTime()), .integer(study), .integer(worker))
      }
      return try heads.map { head in
        let trial = try SQLiteStorage.trial(
          head[0].integer!, head, in: study, run, path: database.path)
        // Not later: meanwhile another process might end the study, or this one be killed, and the trial be left.
        if let notes = retry(trial) {
          let parameters = trial.parameters.map { ($0.name, $0.value) }
          _ = try SQLiteStorage.enqueue(
            Dictionary(uniqueKeysWithValues: parameters), notes, study, run)
        }
        return trial
      }
    }
  }
}
