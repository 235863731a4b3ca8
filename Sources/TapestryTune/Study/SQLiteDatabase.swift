import CSQLite
import Glibc
import Synchronization
import TapestryIO
import TapestryTraining

/// A connection to a database file. It is the one place that touches SQLite's pointers.
///
/// A failure that others' use of the file explains is waited out, for so long as `patience` says.
// Sendable because `handle` and `statements` are used by whoever holds `lock` alone, and SQLite lets one thread after the other use a connection.
final class SQLiteDatabase: @unchecked Sendable {
  /// A value in a row.
  enum Value: Hashable, Sendable {
    case null
    case integer(Int)
    case real(Double)
    case text(String)
  }

  let path: String
  /// In seconds.
  private let patience: Double
  private let lock = Mutex(())
  private var handle: OpaquePointer?
  /// Prepared once, used again.
  private var statements: [String: OpaquePointer] = [:]

  /// Opens the file, or makes it.
  init(_ path: String, patience: Double) throws(FileError) {
    (self.path, self.patience) = (path, patience)
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
    guard sqlite3_open_v2(path, &handle, flags, nil) == SQLITE_OK else { throw error() }
    sqlite3_busy_timeout(handle, Int32(min(patience * 1000, 1e9)))
  }

  deinit {
    for statement in statements.values { sqlite3_finalize(statement) }
    sqlite3_close_v2(handle)
  }

  /// Statements that a body may run.
  struct Statements {
    fileprivate let database: SQLiteDatabase

    /// Runs a statement and gives its rows.
    @discardableResult
    func callAsFunction(_ statement: String, _ values: Value...) throws -> [[Value]] {
      try database.rows(of: statement, values)
    }

    /// How many rows the last statement changed.
    var changes: Int { Int(sqlite3_changes(database.handle)) }
  }

  /// Runs statements one by one, outside of a transaction.
  @discardableResult
  func direct<Result: Sendable>(_ body: (Statements) throws -> Result) throws -> Result {
    try locked(body)
  }

  /// Runs statements that all take effect or none; no other process writes between them.
  @discardableResult
  func transaction<Result: Sendable>(_ body: (Statements) throws -> Result) throws -> Result {
    try whole("BEGIN IMMEDIATE", body)
  }

  /// Runs statements that read, all from one state of the file; others may write meanwhile.
  func snapshot<Result: Sendable>(_ body: (Statements) throws -> Result) throws -> Result {
    try whole("BEGIN", body)
  }

  private func whole<Result: Sendable>(
    _ begin: String, _ body: (Statements) throws -> Result
  ) throws -> Result {
    try locked { run in
      try run(begin)
      do {
        let result = try body(run)
        try run("COMMIT")
        return result
      } catch {
        // Where SQLite has rolled back by itself, this says so and changes nothing.
        _ = try? run("ROLLBACK")
        throw error
      }
    }
  }

  private func locked<Result: Sendable>(_ body: (Statements) throws -> Result) throws -> Result {
    try lock.withLock { _ in try body(Statements(database: self)) }
  }

  private func rows(of text: String, _ values: [Value]) throws -> [[Value]] {
    let statement = try prepared(text)
    defer {
      sqlite3_reset(statement)
      sqlite3_clear_bindings(statement)
    }
    // SQLite copies the text before it returns.
    let copies = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    for (index, value) in values.enumerated() {
      let place = Int32(index + 1)
      let code =
        switch value {
        case .null: sqlite3_bind_null(statement, place)
        case .integer(let number): sqlite3_bind_int64(statement, place, Int64(number))
        case .real(let number): sqlite3_bind_double(statement, place, number)
        case .text(let text):
          sqlite3_bind_text(statement, place, text, Int32(text.utf8.count), copies)
        }
      guard code == SQLITE_OK else { throw error() }
    }
    var rows: [[Value]] = []
    while true {
      switch step(statement) {
      case SQLITE_ROW:
        let columns = 0..<sqlite3_column_count(statement)
        rows.append(columns.map { SQLiteDatabase.value(statement, $0) })
      case SQLITE_DONE: return rows
      default: throw error()
      }
    }
  }

  /// Goes on to the next row. A statement that begins while another process recovers the file, or closes it as the last, is turned away without
  /// SQLite's own waiting, and tried again.
  private func step(_ statement: OpaquePointer) -> Int32 {
    let begin = currentTime()
    while true {
      let code = sqlite3_step(statement)
      let isOutside = sqlite3_get_autocommit(handle) != 0
      guard code == SQLITE_BUSY, isOutside, currentTime() < begin + patience
      else { return code }
      sqlite3_reset(statement)
      usleep(10_000)
    }
  }

  private func prepared(_ text: String) throws -> OpaquePointer {
    if let known = statements[text] { return known }
    var made: OpaquePointer?
    let begin = currentTime()
    // To prepare is to read the tables' names, for which others' use of the file can be in the way.
    while sqlite3_prepare_v2(handle, text, -1, &made, nil) == SQLITE_BUSY,
      currentTime() < begin + patience
    { usleep(10_000) }
    guard let made else { throw error() }
    statements[text] = made
    return made
  }

  private static func value(_ statement: OpaquePointer, _ column: Int32) -> Value {
    switch sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: .integer(Int(sqlite3_column_int64(statement, column)))
    case SQLITE_FLOAT: .real(sqlite3_column_double(statement, column))
    case SQLITE_TEXT:
      .text(
        String(
          decoding: UnsafeBufferPointer(
            start: sqlite3_column_text(statement, column),
            count: Int(sqlite3_column_bytes(statement, column))), as: UTF8.self))
    default: .null
    }
  }

  private func error() -> FileError {
    let reason: FileError.Reason =
      switch sqlite3_errcode(handle) & 0xff {
      case SQLITE_NOTADB: .wrongMagic
      case SQLITE_CORRUPT: .corrupt
      default: .system(sqlite3_system_errno(handle))
      }
    return FileError(path, reason, "SQLite: \(String(cString: sqlite3_errmsg(handle)))")
  }
}

extension SQLiteDatabase.Value {
  var integer: Int? {
    if case .integer(let number) = self { number } else { nil }
  }

  /// SQLite has no NaN, and keeps null in its place.
  var real: Double? {
    switch self {
    case .real(let number): number
    case .integer(let number): Double(number)
    default: nil
    }
  }

  var text: String? {
    if case .text(let text) = self { text } else { nil }
  }
}
