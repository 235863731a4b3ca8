import Glibc

/// A file that appears under its name whole, or not at all.
///
/// The bytes go to a temporary file in the same folder, which takes the name over by `rename` after it has
/// reached the disk. On any error, and when it is dropped before `commit`, the temporary file is removed
/// and whatever stood under the name is untouched.
package struct AtomicFile: ~Copyable {
  private let path: String
  private let temporary: String
  private let descriptor: Descriptor
  private var isCommitted = false

  /// - Throws: `.system`, `.notRegular` if the path names something that a file must not replace.
  package init(_ path: String) throws(FileError) {
    var status = stat()
    let exists = stat(path, &status) == 0
    guard !exists || status.st_mode & S_IFMT == S_IFREG else {
      throw FileError(path, .notRegular, "cannot write: is not a regular file")
    }
    let (folder, name) = splitPath(path)
    guard !name.isEmpty else {
      throw FileError(path, .system(EINVAL), "cannot write: this is not the path of a file")
    }
    // Two programs that write the same file at once each have a temporary file of their own.
    let unique = String(UInt64.random(in: .min ... .max), radix: 36)
    let temporary = "\(folder)/.\(name).\(unique).tmp"
    let descriptor: Descriptor
    do {
      descriptor = try Descriptor(
        temporary, O_WRONLY | O_CREAT | O_EXCL, mode: 0o666, action: "cannot write")
    } catch {
      throw FileError(path, error.reason, error.detail)
    }
    if exists { fchmod(descriptor.number, status.st_mode & 0o777) }
    self.path = path
    self.temporary = temporary
    self.descriptor = descriptor
  }

  deinit {
    if !isCommitted { unlink(temporary) }
  }

  /// - Throws: `.system`; the file must then be dropped.
  package func write(_ bytes: [UInt8]) throws(FileError) {
    try bytes.span.bytes.withUnsafeBytes { buffer throws(FileError) in try write(buffer) }
  }

  /// - Throws: as ``write(_:)``.
  package func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    try descriptor.write(bytes, to: path)
  }

  /// Gives the file its name.
  package consuming func commit() throws(FileError) {
    guard fsync(descriptor.number) == 0, rename(temporary, path) == 0 else {
      throw .system(path, "cannot write")
    }
    isCommitted = true
    // The rename itself is on disk only when the folder is. Where a file system refuses to sync a
    // folder the file is whole all the same, so this is no failure.
    if let folder = try? Descriptor(splitPath(path).folder, O_RDONLY | O_DIRECTORY, action: "") {
      fsync(folder.number)
    }
  }
}

private func splitPath(_ path: String) -> (folder: String, name: String) {
  guard let slash = path.lastIndex(of: "/") else { return (".", path) }
  return (
    slash == path.startIndex ? "/" : String(path[..<slash]),
    String(path[path.index(after: slash)...])
  )
}
