/// A data set is not on this machine, and could not be downloaded either.
///
/// A program that can do without the data set catches this one; a ``FileError`` says that files are there, and bad.
public struct DownloadError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was wanted: a file of the data set.
  public let file: String
  /// What was tried, one line each: the place and how it failed.
  public let attempts: [String]

  public var description: String {
    "\(file) could not be downloaded: \(attempts.joined(separator: "; "))"
  }
}
