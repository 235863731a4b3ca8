/// Why a file could not be read, understood, or written: every error that comes from a file is one of these.
///
/// The description is one line that names the file and the reason, ready to be shown to a user:
/// `mnist/train-labels-idx1-ubyte.gz: the compressed data end too early`.
public struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of thing went wrong, for programs that react to it; `detail` is for people.
  public enum Reason: Hashable, Sendable {
    /// The operating system refused, with this `errno`.
    case system(Int32)
    /// There is no such file, or a folder lacks it.
    case absent
    /// The path names a folder, a device or a pipe.
    case notRegular
    /// The file ends before what it promises.
    case truncated
    /// There are bytes after the end of what the file promises.
    case trailingBytes
    /// The first bytes are not those of the format.
    case wrongMagic
    /// A checksum or a compressed stream does not add up.
    case corrupt
    /// A size is over the limit, or does not fit in an integer.
    case tooLarge
    /// The contents break a rule of the format.
    case malformed
    /// The contents are legal, but of a kind that this library does not read.
    case unsupported
  }

  /// The path, as the caller gave it.
  public let file: String
  public let reason: Reason
  /// One line in words, without the file's name, and shortened where it quotes what is longer than a line.
  public let detail: String

  private static let longestDetail = 1000

  package init(_ file: String, _ reason: Reason, _ detail: String) {
    self.file = file
    self.reason = reason
    self.detail =
      detail.utf8.count <= Self.longestDetail
      ? detail : String(detail.unicodeScalars.prefix(Self.longestDetail)) + "…"
  }

  public var description: String { "\(file): \(detail)" }
}
