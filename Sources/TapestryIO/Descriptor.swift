import Glibc

/// An open file of the operating system, closed with its owner.
struct Descriptor: ~Copyable {
  let number: CInt

  /// - Parameter action: what is being tried, for the error: "cannot open".
  init(_ path: String, _ flags: CInt, mode: mode_t = 0, action: String) throws(FileError) {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw FileError(path, .system(EINVAL), "\(action): this is not a path")
    }
    let number = open(path, flags | O_CLOEXEC, mode)
    guard number >= 0 else { throw .system(path, action) }
    self.number = number
  }

  deinit { close(number) }

  /// Writes all bytes.
  ///
  /// - Parameter path: the name that errors carry.
  func write(_ bytes: UnsafeRawBufferPointer, to path: String) throws(FileError) {
    var done = 0
    while done < bytes.count {
      let wrote = Glibc.write(number, bytes.baseAddress! + done, bytes.count - done)
      guard wrote >= 0 else {
        if errno == EINTR { continue }
        throw .system(path, "cannot write")
      }
      done += wrote
    }
  }
}

extension FileError {
  /// The error that `errno` says, in words.
  package static func system(
    _ file: String, _ action: String, code: Int32 = errno
  ) -> FileError {
    FileError(
      file, code == ENOENT ? .absent : .system(code),
      "\(action): \(String(cString: strerror(code)))")
  }
}
