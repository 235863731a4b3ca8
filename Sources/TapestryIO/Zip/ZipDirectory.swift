/// What a zip archive says about its entries: the central directory at the end of the file.
struct ZipDirectory {
  /// One entry as the directory describes it; numbers are in `Int`'s range, and otherwise unchecked.
  struct Record {
    let name: String
    let flags: UInt16
    let method: UInt16
    let crc: UInt32
    let compressedCount: Int
    let count: Int
    let headerOffset: Int
  }

  private static let endCount = 22
  private static let locatorCount = 20
  private static let end64Count = 56

  private(set) var records: [Record] = []
  /// Where the directory begins; entries lie before it.
  let start: Int

  /// - Throws: `.wrongMagic` where this is no zip archive, `.truncated`, `.malformed`, `.unsupported`.
  init(of file: borrowing InputFile) throws(FileError) {
    let name = file.name
    guard file.count >= Self.endCount else {
      throw FileError(name, .truncated, "has \(file.count) bytes, too few for a zip archive")
    }
    let tailStart = max(0, file.count - Self.endCount - 0xffff)
    let tail = try file.bytes(in: tailStart..<file.count)
    guard let position = Self.endPosition(in: tail) else {
      let first = try file.bytes(in: 0..<4)
      throw first == ZipArchive.signature
        ? FileError(name, .truncated, "the zip archive has no directory at its end")
        : FileError(name, .wrongMagic, "not a zip archive")
    }
    var reader = ByteReader(Array(tail[position...]), file: name)
    _ = try reader.slice(10, for: "the end of the zip directory")
    var count = Int(try reader.integer(UInt16.self, .little, for: "the number of zip entries"))
    var size = Int(try reader.integer(UInt32.self, .little, for: "the zip directory's size"))
    var start = Int(try reader.integer(UInt32.self, .little, for: "the zip directory's place"))
    var end = tailStart + position

    if count == 0xffff || size == 0xffff_ffff || start == 0xffff_ffff,
      let place = try Self.end64Place(before: end, of: file)
    {
      var reader = ByteReader(try file.bytes(in: place..<place + Self.end64Count), file: name)
      _ = try reader.slice(32, for: "the end of the zip64 directory")
      count = try reader.count("the number of zip entries")
      size = try reader.count("the zip directory's size")
      start = try reader.count("the zip directory's place")
      end = place
    }
    // Every record takes 46 bytes and more, which bounds their number by the file's size.
    guard start <= end, size <= end - start, count <= size / 46 else {
      throw FileError(
        name, .malformed,
        "a zip directory of \(count) entries in \(size) bytes at byte \(start) does not fit in the file"
      )
    }
    self.start = start
    var directory = ByteReader(try file.bytes(in: start..<start + size), file: name)
    records.reserveCapacity(count)
    for _ in 0..<count { records.append(try Record(&directory)) }
  }

  /// Where the end record begins, whose comment reaches to the very end of the file.
  private static func endPosition(in tail: [UInt8]) -> Int? {
    var position = tail.count - endCount
    while position >= 0 {
      if tail[position] == 0x50, tail[position + 1] == 0x4b, tail[position + 2] == 0x05,
        tail[position + 3] == 0x06,
        Int(tail[position + 20]) | Int(tail[position + 21]) << 8
          == tail.count - position - endCount
      {
        return position
      }
      position -= 1
    }
    return nil
  }

  /// Where the end record of zip64 begins; nil where there is none.
  private static func end64Place(
    before end: Int, of file: borrowing InputFile
  ) throws(FileError) -> Int? {
    guard end >= locatorCount + end64Count else { return nil }
    var reader = ByteReader(try file.bytes(in: end - locatorCount..<end), file: file.name)
    guard try reader.integer(UInt32.self, .little, for: "the zip64 locator") == 0x0706_4b50 else {
      return nil
    }
    _ = try reader.slice(4, for: "the zip64 locator")
    let place = try reader.count("the place of the zip64 directory's end")
    guard place <= end - locatorCount - end64Count,
      try file.bytes(in: place..<place + 4) == [0x50, 0x4b, 0x06, 0x06]
    else {
      throw FileError(
        file.name, .malformed, "the end of the zip64 directory is not at byte \(place)")
    }
    return place
  }
}

extension ZipDirectory.Record {
  /// Reads a record of the central directory.
  fileprivate init(_ reader: inout ByteReader) throws(FileError) {
    let field = "a record of the zip directory"
    guard try reader.integer(UInt32.self, .little, for: field) == 0x0201_4b50 else {
      throw FileError(
        reader.file, .malformed, "no zip record at byte \(reader.offset - 4) of the directory")
    }
    _ = try reader.slice(4, for: field)
    flags = try reader.integer(UInt16.self, .little, for: field)
    method = try reader.integer(UInt16.self, .little, for: field)
    _ = try reader.slice(4, for: field)
    crc = try reader.integer(UInt32.self, .little, for: field)
    let compressed = try reader.integer(UInt32.self, .little, for: field)
    let plain = try reader.integer(UInt32.self, .little, for: field)
    let nameCount = Int(try reader.integer(UInt16.self, .little, for: field))
    let extraCount = Int(try reader.integer(UInt16.self, .little, for: field))
    let commentCount = Int(try reader.integer(UInt16.self, .little, for: field))
    _ = try reader.slice(8, for: field)
    let offset = try reader.integer(UInt32.self, .little, for: field)
    let bytes = try reader.slice(nameCount, for: "a zip entry's name")
    let text = try reader.text(bytes, for: "a zip entry's name")
    name = text
    var extra = ByteReader(
      Array(try reader.slice(extraCount, for: "a zip entry's extra field")), file: reader.file)
    _ = try reader.slice(commentCount, for: "a zip entry's comment")

    // What does not fit in 32 bits stands in the extra field, in this order.
    var wide = try Self.zip64Field(&extra, of: text)
    func resolved(_ value: UInt32) throws(FileError) -> Int {
      value == .max && wide != nil
        ? try wide!.count("a zip64 number of \(quoted(text))") : Int(value)
    }
    count = try resolved(plain)
    compressedCount = try resolved(compressed)
    headerOffset = try resolved(offset)
  }

  private static func zip64Field(
    _ extra: inout ByteReader, of name: String
  ) throws(FileError) -> ByteReader? {
    // Some writers pad with fewer bytes than a field's head has.
    while extra.remaining >= 4 {
      func field() -> String { "an extra field of the zip entry \(quoted(name))" }
      let id = try extra.integer(UInt16.self, .little, for: field())
      let count = Int(try extra.integer(UInt16.self, .little, for: field()))
      let body = try extra.slice(count, for: field())
      if id == 1 { return ByteReader(Array(body), file: extra.file) }
    }
    return nil
  }

  private var called: String { "the zip entry \(quoted(name))" }

  /// Reads the local header and checks that the entry lies in the file.
  func entry(
    in file: borrowing InputFile, before end: Int
  ) throws(FileError) -> ZipArchive.Entry {
    guard flags & 0x2041 == 0, method == 0 || method == 8 else {
      throw FileError(
        file.name, .unsupported,
        flags & 0x2041 != 0
          ? "\(called) is encrypted" : "\(called) is compressed by method \(method), not deflate")
    }
    let headerCount = 30
    guard headerOffset <= end - headerCount else {
      throw FileError(file.name, .malformed, "\(called) begins at byte \(headerOffset), outside")
    }
    let nameEnd = min(headerOffset + headerCount + name.utf8.count, end)
    var header = ByteReader(try file.bytes(in: headerOffset..<nameEnd), file: file.name)
    guard try Array(header.slice(4, for: called)) == ZipArchive.signature else {
      throw FileError(file.name, .malformed, "\(called) has no header at byte \(headerOffset)")
    }
    _ = try header.slice(22, for: called)
    let nameCount = Int(try header.integer(UInt16.self, .little, for: called))
    let extraCount = Int(try header.integer(UInt16.self, .little, for: called))
    let start = headerOffset + headerCount + nameCount + extraCount
    guard start <= end, compressedCount <= end - start else {
      throw FileError(
        file.name, .truncated,
        "\(called) claims \(compressedCount) bytes, \(max(0, end - start)) are there")
    }
    guard nameCount == name.utf8.count,
      try header.slice(nameCount, for: called).elementsEqual(name.utf8)
    else {
      throw FileError(file.name, .malformed, "\(called) has another name in its own header")
    }
    // A stored entry is as large as it lies there, and a deflated one has a largest size.
    let isPossible =
      method == 0
      ? count == compressedCount : count / Inflater.maximumRatio <= compressedCount
    guard isPossible else {
      throw FileError(
        file.name, .tooLarge, "\(called) claims \(count) bytes out of \(compressedCount)")
    }
    return ZipArchive.Entry(
      name: name, isDeflated: method == 8, crc: crc, count: count,
      data: start..<start + compressedCount)
  }
}

extension ByteReader {
  /// A number of 64 bits that counts something.
  ///
  /// - Throws: `.truncated`, `.tooLarge` if it is beyond an `Int`.
  fileprivate mutating func count(_ field: String) throws(FileError) -> Int {
    let value = try integer(UInt64.self, .little, for: field)
    guard let count = Int(exactly: value) else {
      throw FileError(file, .tooLarge, "\(field) is absurdly large")
    }
    return count
  }
}
