import Glibc

/// An open regular file that is read at offsets, closed with its owner.
package struct InputFile: ~Copyable {
  package let name: String
  /// The size in bytes when it was opened.
  package let count: Int
  private let descriptor: Descriptor

  /// - Throws: `.system`, `.notRegular`.
  package init(_ path: String) throws(FileError) {
    // Without O_NONBLOCK, opening a pipe would wait for its writer.
    let descriptor = try Descriptor(path, O_RDONLY | O_NONBLOCK, action: "cannot open")
    var status = stat()
    guard fstat(descriptor.number, &status) == 0 else { throw .system(path, "cannot inspect") }
    guard status.st_mode & S_IFMT == S_IFREG else {
      let kind = status.st_mode & S_IFMT == S_IFDIR ? "a folder" : "not a regular file"
      throw FileError(path, .notRegular, "is \(kind)")
    }
    name = path
    count = status.st_size
    self.descriptor = descriptor
  }

  /// The bytes at `range`.
  ///
  /// - Throws: `.truncated` if the file has become shorter, `.system`.
  package func bytes(in range: Range<Int>) throws(FileError) -> [UInt8] {
    var failure: FileError?
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, initialized in
      do throws(FileError) {
        try read(range, into: UnsafeMutableRawBufferPointer(buffer))
        initialized = range.count
      } catch {
        failure = error
        initialized = 0
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// Fills `buffer` with the bytes at `range`, which has its size.
  ///
  /// - Throws: as ``bytes(in:)``.
  package func read(
    _ range: Range<Int>, into buffer: UnsafeMutableRawBufferPointer
  ) throws(FileError) {
    precondition(buffer.count == range.count)
    var done = 0
    while done < range.count {
      let got = pread(
        descriptor.number, buffer.baseAddress! + done, range.count - done,
        range.lowerBound + done)
      guard got >= 0 else {
        if errno == EINTR { continue }
        throw .system(name, "cannot read")
      }
      guard got > 0 else {
        throw FileError(
          name, .truncated,
          "ends at byte \(range.lowerBound + done), before byte \(range.upperBound)")
      }
      done += got
    }
  }
}

extension InputFile {
  /// The whole contents of a file.
  ///
  /// - Throws: `.system`, `.notRegular`, `.tooLarge` if it has more than `limit` bytes.
  package static func contents(
    of path: String, limit: Int
  ) throws(FileError) -> [UInt8] {
    let file = try InputFile(path)
    try file.checkCount(limit: limit)
    return try file.bytes(in: 0..<file.count)
  }

  /// - Throws: `.tooLarge` if it has more than `limit` bytes.
  package func checkCount(limit: Int) throws(FileError) {
    guard count <= limit else {
      throw FileError(name, .tooLarge, "has \(count) bytes, more than the limit of \(limit)")
    }
  }
}
