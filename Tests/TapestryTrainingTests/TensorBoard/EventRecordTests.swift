import IOTestSupport
import TapestryCore
import TapestryIO
import TapestryTraining
import Testing

/// What stands in an event file, taken apart by hand.
@Suite struct EventRecordTests {
  private let folder = TemporaryFolder()

  /// The records of a file, whose framing must be right.
  private func records(_ bytes: [UInt8]) -> [[UInt8]] {
    var (records, offset) = ([[UInt8]](), 0)
    while offset < bytes.count {
      let length = (0..<8).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
      records.append(Array(bytes[offset + 12..<offset + 12 + length]))
      offset += length + 16
    }
    #expect(offset == bytes.count)
    return records
  }

  @Test func theFirstRecordNamesTheVersion() throws {
    let writer = try SummaryWriter(folder.file("runs"))
    #expect(writer.path.hasPrefix(folder.file("runs/events.out.tfevents.")))
    let bytes = try folder.read(String(writer.path.dropFirst(folder.path.count + 1)))
    let records = records(bytes)
    #expect(records.count == 1)
    // A double in field 1, then 13 letters in field 3.
    #expect(records[0][0] == 1 << 3 | 1)
    #expect(Array(records[0][9...]) == [3 << 3 | 2, 13] + Array("brain.Event:2".utf8))
  }

  @Test func eachCallIsInTheFileAtOnce() throws {
    let writer = try SummaryWriter(folder.file("runs"))
    let name = String(writer.path.dropFirst(folder.path.count + 1))
    for step in 1...3 {
      try writer.addScalar("loss", 0.5, step: 300)
      let records = records(try folder.read(name))
      #expect(records.count == step + 1)
      // Step 300 as a varint; a summary with one value: its tag, and 0.5 in float32.
      let value: [UInt8] = [1 << 3 | 2, 4] + Array("loss".utf8) + [2 << 3 | 5, 0, 0, 0, 0x3f]
      let summary = [1 << 3 | 2, UInt8(value.count)] + value
      #expect(
        Array(records[step][9...]) == [2 << 3, 0xac, 2, 5 << 3 | 2, UInt8(summary.count)]
          + summary)
    }
  }

  @Test func writersDoNotShareFiles() throws {
    let paths = try (0..<20).map { _ in try SummaryWriter(folder.file("runs")).path }
    #expect(Set(paths).count == 20)
    #expect(throws: FileError.self) { try SummaryWriter("/dev/null/runs") }
  }
}
