import TapestryIO

/// Keeps the history in a file of comma-separated values; see ``History/csv``.
///
/// The file is written anew, as a whole, after every epoch, so that it agrees with the history also where a training was resumed.
/// `keras.callbacks.CSVLogger`.
public final class CSVLog: Callback {
  /// Where the table goes.
  public let path: String

  /// - Parameter path: a file, which is replaced.
  public init(_ path: String) { self.path = path }

  /// - Throws: ``FileError`` where nothing can be written, before there is work to lose.
  public func fitWillBegin(_ run: TrainingRun) throws { try checkWritable(path) }

  public func epochDidEnd(_ run: TrainingRun) throws {
    let file = try AtomicFile(path)
    try file.write(Array(run.history.csv.utf8))
    try file.commit()
  }
}
