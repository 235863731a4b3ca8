import Glibc

/// A new file that grows piece by piece and can be read meanwhile, as a log. What is whole or not there at all is an ``AtomicFile``.
package struct GrowingFile: ~Copyable {
  private let path: String
  private let descriptor: Descriptor

  /// - Throws: `.system`, also where there is a file of that name.
  package init(_ path: String) throws(FileError) {
    self.path = path
    descriptor = try Descriptor(
      path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND, mode: 0o666, action: "cannot write")
  }

  /// Appends a piece, which is in the file when this returns.
  ///
  /// - Throws: `.system`; a part of the piece may be there then.
  package func append(_ bytes: [UInt8]) throws(FileError) {
    try bytes.span.bytes.withUnsafeBytes { buffer throws(FileError) in
      try descriptor.write(buffer, to: path)
    }
  }
}
