import IOTestSupport
import TapestryCore
import TapestryIO
import Testing

/// Zip archives that lie, read as files of PyTorch's.
@Suite struct HostileZipTests {
  private let folder = TemporaryFolder()
  /// A pickle of `None`.
  private let pickle: [UInt8] = [0x80, 2, 0x4e, 0x2e]

  private var good: TestZip {
    TestZip([
      TestZip.Entry("a/data.pkl", pickle), TestZip.Entry("a/data/0", [1, 2, 3]),
      TestZip.Entry("a/version", [0x33]),
    ])
  }

  private func reason(_ bytes: [UInt8]) throws -> FileError.Reason? {
    let path = try folder.write(bytes, to: "a.pt")
    let start = processorTime()
    let error = #expect(throws: FileError.self) { try PyTorchFile.contents(of: path) }
    #expect(processorTime() - start < Limits.time)
    return error?.reason
  }

  private func reason(_ change: (inout TestZip) -> Void) throws -> FileError.Reason? {
    var zip = good
    change(&zip)
    return try reason(zip.bytes)
  }

  private func reads(_ zip: TestZip) throws -> Bool {
    let path = try folder.write(zip.bytes, to: "good.pt")
    if case .none = try PyTorchFile.contents(of: path) { return true }
    return false
  }

  @Test func honestArchives() throws {
    #expect(try reads(good))
    var zip = good
    zip.isWide = true
    #expect(try reads(zip))
    zip.comment = Array("PK\u{5}\u{6} a comment".utf8)
    #expect(try reads(zip))
    #expect(try reads(TestZip([TestZip.Entry(deflating: pickle, as: "a/data.pkl")])))
    zip = TestZip([
      TestZip.Entry("a/data.pkl", pickle), TestZip.Entry(deflating: [], as: "a/data/0"),
    ])
    #expect(try reads(zip))
  }

  @Test func everyTruncation() throws {
    for isWide in [false, true] {
      var zip = good
      zip.isWide = isWide
      let bytes = zip.bytes
      for count in 0..<bytes.count {
        let reason = try reason(Array(bytes[..<count]))
        #expect(reason == (count < 4 ? .wrongMagic : .truncated), "\(count) bytes")
      }
    }
  }

  @Test func directoriesOutsideTheFile() throws {
    #expect(try reason { $0.directoryOffset = 1 << 30 } == .malformed)
    #expect(try reason { $0.directoryCount = 1 << 30 } == .malformed)
    #expect(try reason { $0.entryCount = 0xfffe } == .malformed)
    #expect(try reason { $0.entryCount = 4 } == .malformed)
    #expect(try reason { $0.directoryOffset = 1 } == .malformed)
    for value in [-1, .max, 1 << 62] {
      let wide = try reason {
        $0.isWide = true
        $0.directoryOffset = value
      }
      #expect(wide == .malformed || wide == .tooLarge)
      let many = try reason {
        $0.isWide = true
        $0.entryCount = value
      }
      #expect(many == .malformed || many == .tooLarge)
    }
  }

  @Test func entriesOutsideTheFile() throws {
    #expect(try reason { $0.entries[1].offset = 1 << 30 } == .malformed)
    #expect(try reason { $0.entries[1].offset = 1 } == .malformed)
    #expect(try reason { $0.entries[2].compressedCount = 1 << 30 } == .truncated)
    #expect(try reason { $0.entries[1].headerName = "a/data/1" } == .malformed)
    #expect(try reason { $0.entries[1].headerName = "" } == .malformed)
    for value in [-1, .max, 1 << 62] {
      let reason = try reason {
        $0.isWide = true
        $0.entries[1].count = value
        $0.entries[1].compressedCount = value
      }
      #expect(reason == .truncated || reason == .tooLarge)
    }
  }

  @Test func overlapsAndRepetitions() throws {
    // The second entry lies within the first one's data.
    let inner = TestZip([TestZip.Entry("a/data/0", [1, 2, 3])]).bytes
    var zip = TestZip([
      TestZip.Entry("a/data.pkl", pickle), TestZip.Entry("a/x", inner),
      TestZip.Entry("a/data/0", [1, 2, 3]),
    ])
    zip.entries[2].offset = 30 + 10 + 4 + 30 + 3
    #expect(try reason(zip.bytes) == .malformed)
    #expect(try reason { $0.entries[1] = $0.entries[2] } == .malformed)
    // Two names for one place.
    #expect(
      try reason {
        $0.entries[1] = $0.entries[2]
        $0.entries[1].offset = 0
      } == .malformed)
    #expect(
      try reason {
        $0.entries[1].compressedCount = 20; $0.entries[1].count = 20
      } == .malformed)
  }

  @Test func manyEntries() throws {
    var zip = good
    zip.entries += (1...5000).map { TestZip.Entry("a/data/\($0)", []) }
    #expect(try reads(zip))
    zip.entries[0].name = "a/data.pk"
    zip.entries[0].headerName = "a/data.pk"
    #expect(try reason(zip.bytes) == .malformed)
  }

  /// Those in which the directory's every extra field had its entry's name quoted took seconds.
  @Test func longNamesWithManyExtraFields() throws {
    var zip = good
    for index in 1...5 {
      zip.entries.append(TestZip.Entry(String(repeating: "n", count: 60_000) + "\(index)", []))
      zip.entries[zip.entries.count - 1].extra = (0..<16_000).flatMap { _ in
        [7, 0, 0, 0] as [UInt8]
      }
    }
    zip.entries[1].method = 12
    #expect(try reason(zip.bytes) == .unsupported)
  }

  @Test func namesThatPileUpCombiningMarks() throws {
    let marks = String(repeating: "\u{301}\u{323}", count: 15_000)
    #expect(
      try reason {
        $0.entries[1].name = marks
        $0.entries[1].headerName = marks
      } == .malformed)
  }

  @Test func whatIsNotSupported() throws {
    #expect(try reason { $0.entries[1].method = 12 } == .unsupported)
    #expect(try reason { $0.entries[1].flags = 1 } == .unsupported)
  }

  @Test func sizesAndChecksumsThatDoNotAgree() throws {
    #expect(try reason { $0.entries[0].crc ^= 1 } == .corrupt)
    #expect(try reason { $0.entries[0].count = 5 } == .tooLarge)
    let deflated = TestZip.Entry(deflating: [UInt8](repeating: 0x4e, count: 500), as: "a/data.pkl")
    for (count, crc) in [(499, deflated.crc), (501, deflated.crc), (500, deflated.crc ^ 1), (0, 0)]
    {
      var zip = TestZip([deflated])
      zip.entries[0].count = count
      zip.entries[0].crc = crc
      let reason = try reason(zip.bytes)
      #expect(reason == .corrupt || reason == .truncated, "\(count)")
    }
    var shorter = TestZip([deflated])
    shorter.entries[0].bytes.removeLast()
    shorter.entries[0].compressedCount -= 1
    #expect(try reason(shorter.bytes) == .truncated)
  }

  @Test func bombs() throws {
    var claimed = TestZip([TestZip.Entry(deflating: pickle, as: "a/data.pkl")])
    claimed.entries[0].count = 1 << 40
    claimed.isWide = true
    #expect(try reason(claimed.bytes) == .tooLarge)
    // A pickle that is really large, and a thousand times smaller in the file.
    let bomb = TestZip.Entry(
      deflating: [UInt8](repeating: 0x5d, count: 8 << 20), as: "a/data.pkl")
    #expect(try reason(TestZip([bomb]).bytes) == .tooLarge)
  }

  /// Each claims what it really holds, all of it zeros.
  @Test func bombsThatDoNotLieTakeNoMemory() async throws {
    await #expect(processExitsWith: .success) {
      let folder = TemporaryFolder()
      let zeros = [UInt8](repeating: 0, count: 32 << 20)
      let storage = TestZip.Entry(deflating: zeros, as: "a/data/0")
      let pickle = TestZip.Entry("a/data.pkl", [0x80, 2, 0x4e, 0x2e])
      let checkpoint = try folder.write(TestZip([pickle, storage]).bytes, to: "a.pt")
      var arrays = TestZip([storage])
      arrays.entries[0].name = "0.npy"
      arrays.entries[0].headerName = "0.npy"
      let archive = try folder.write(arrays.bytes, to: "a.npz")
      let (start, peak) = (processorTime(), peakMemory())
      for read in [
        { _ = try PyTorchFile.contents(of: checkpoint) }, { _ = try NPZ.load(archive) },
      ] as [() throws -> Void] {
        let error = #expect(throws: FileError.self) { try read() }
        #expect(error?.reason == .tooLarge)
      }
      #expect(processorTime() - start < Limits.time)
      #expect(peakMemory() - peak < 4 << 20)
    }
  }
}
