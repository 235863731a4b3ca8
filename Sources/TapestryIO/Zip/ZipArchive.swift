import CZlib

/// A zip archive that is open for reading: its entries by name, stored or deflated.
///
/// Nothing that it says of itself is trusted. Entries lie inside the file and apart from each other, so that together they
/// are no larger than it. A deflated byte can stand for a thousand: what these entries claim to hold is bounded before any is read.
final class ZipArchive {
  /// One file in the archive, checked to lie in it.
  struct Entry {
    let name: String
    let isDeflated: Bool
    let crc: UInt32
    /// The bytes uncompressed.
    let count: Int
    /// Where the bytes, perhaps compressed, lie.
    let data: Range<Int>
  }

  /// How many times the file's size its deflated entries may hold together, and what they may whatever that is.
  private static let (mostGrowth, leastRoom) = (64, 16 << 20)

  static let signature: [UInt8] = [0x50, 0x4b, 0x03, 0x04]

  let file: InputFile
  let entries: [String: Entry]

  /// - Throws: `.system`, `.wrongMagic`, `.tooLarge` and what ``ZipDirectory`` finds.
  init(_ path: String) throws(FileError) {
    let file = try InputFile(path)
    let room = max(
      Self.leastRoom, file.count.multipliedReportingOverflow(by: Self.mostGrowth).partialValue)
    var claimed = 0
    let directory = try ZipDirectory(of: file)
    var entries: [String: Entry] = [:]
    entries.reserveCapacity(directory.records.count)
    var places: [(start: Int, end: Int)] = []
    places.reserveCapacity(directory.records.count)
    for record in directory.records {
      let entry = try record.entry(in: file, before: directory.start)
      if entry.isDeflated {
        let (sum, isBeyond) = claimed.addingReportingOverflow(entry.count)
        guard !isBeyond, sum <= room else {
          throw FileError(
            path, .tooLarge,
            "its deflated entries claim more than the \(room) bytes that a file of \(file.count) may hold: a bomb, or save it uncompressed"
          )
        }
        claimed = sum
      }
      guard entries.updateValue(entry, forKey: entry.name) == nil else {
        throw FileError(path, .malformed, "the zip entry \(quoted(entry.name)) is there twice")
      }
      places.append((record.headerOffset, entry.data.upperBound))
    }
    places.sort { $0 < $1 }
    for (place, next) in zip(places, places.dropFirst()) where next.start < place.end {
      throw FileError(path, .malformed, "two zip entries overlap at byte \(next.start)")
    }
    self.file = file
    self.entries = entries
  }

  /// The contents of an entry.
  ///
  /// - Throws: `.corrupt`, `.truncated`, `.system`.
  func bytes(of entry: Entry) throws(FileError) -> [UInt8] {
    var failure: FileError?
    let bytes = [UInt8](unsafeUninitializedCapacity: entry.count) { buffer, initialized in
      do throws(FileError) {
        let room = UnsafeMutableRawBufferPointer(
          rebasing: UnsafeMutableRawBufferPointer(buffer)[..<entry.count])
        try read(entry, into: room)
        initialized = entry.count
      } catch {
        failure = error
        initialized = 0
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// Fills `buffer`, which has the entry's size, with its contents.
  ///
  /// - Throws: as ``bytes(of:)``.
  func read(_ entry: Entry, into buffer: UnsafeMutableRawBufferPointer) throws(FileError) {
    precondition(buffer.count == entry.count)
    if entry.isDeflated {
      try inflate(entry, into: buffer)
    } else {
      try file.read(entry.data, into: buffer)
    }
    guard crc32(of: UnsafeRawBufferPointer(buffer)) == entry.crc else {
      throw FileError(
        file.name, .corrupt, "the checksum of the zip entry \(quoted(entry.name)) is wrong")
    }
  }

  private func inflate(
    _ entry: Entry, into buffer: UnsafeMutableRawBufferPointer
  ) throws(FileError) {
    let inflater = try Inflater(file.bytes(in: entry.data), format: .raw, file: file.name)
    var (read, written) = (0, 0)
    while true {
      let step = inflater.step(
        from: read, into: UnsafeMutableRawBufferPointer(rebasing: buffer[written...]))
      read += step.consumed
      written += step.produced
      if step.status == Z_STREAM_END { break }
      // Where the room is used up, zlib has one more call to find the stream's end in.
      guard step.status == Z_OK else {
        if written == buffer.count && read < entry.data.count {
          throw FileError(
            file.name, .corrupt,
            "the zip entry \(quoted(entry.name)) is larger than the \(entry.count) bytes that it claims"
          )
        }
        throw inflater.failure(step.status)
      }
    }
    guard written == buffer.count, read == entry.data.count else {
      throw FileError(
        file.name, .corrupt,
        "the zip entry \(quoted(entry.name)) holds \(written) bytes in \(read), not \(entry.count) in \(entry.data.count)"
      )
    }
  }
}

/// The checksum of zip and gzip.
func crc32(of bytes: UnsafeRawBufferPointer) -> UInt32 {
  UInt32(
    truncatingIfNeeded: crc32_z(
      0, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count))
}
