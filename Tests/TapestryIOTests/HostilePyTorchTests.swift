import IOTestSupport
import TapestryCore
import TapestryIO
import Testing

/// Archives and pickles that lie, or that would run something. Each must give its error soon, and never a trap.
@Suite struct HostilePyTorchTests {
  private let folder = TemporaryFolder()

  /// The error for an archive of these bytes.
  private func error(_ bytes: [UInt8], _ comment: Comment? = nil) throws -> FileError? {
    let path = try folder.write(bytes, to: "a.pt")
    let start = processorTime()
    let error = #expect(throws: FileError.self, comment) { try PyTorchFile.contents(of: path) }
    #expect(processorTime() - start < Limits.time, comment)
    #expect(error?.file == path)
    return error
  }

  private func archive(_ pickle: [UInt8], _ storages: [UInt8]...) -> TestZip {
    TestZip(
      [TestZip.Entry("a/data.pkl", pickle)]
        + storages.enumerated().map { TestZip.Entry("a/data/\($0.offset)", $0.element) })
  }

  private func error(pickle: [UInt8], _ comment: Comment? = nil) throws -> FileError? {
    try error(archive(pickle, [0, 0, 0, 0]).bytes, comment)
  }

  private func pickle(_ text: String) -> [UInt8] { [0x80, 2] + Array(text.utf8) + [0x2e] }

  private func text(_ text: String) -> [UInt8] {
    [0x58] + number(text.utf8.count, 4) + Array(text.utf8)
  }

  /// `_rebuild_tensor_v2` over the storage "0".
  private func tensor(
    type: String = "FloatStorage", key: String = "0", count: [UInt8] = [0x4b, 1],
    offset: [UInt8] = [0x4b, 0], sizes: [UInt8] = [0x4b, 1, 0x85],
    strides: [UInt8] = [0x4b, 1, 0x85]
  ) -> [UInt8] {
    Array("ctorch._utils\n_rebuild_tensor_v2\n((".utf8) + text("storage")
      + Array("ctorch\n\(type)\n".utf8) + text(key) + text("cpu") + count + Array("tQ".utf8)
      + offset + sizes + strides + [0x89] + Array("ccollections\nOrderedDict\n)RtR".utf8)
  }

  private func long(_ value: Int) -> [UInt8] { [0x8a, 8] + number(value, 8) }

  @Test func theFilesOfThisSuiteAreGoodWhereNothingIsWrong() throws {
    let path = try folder.write(archive(tensor() + [0x2e], [0, 0, 0x80, 0x3f]).bytes, to: "good")
    #expect(try PyTorchFile.contents(of: path).tensor?.item() == 1)
  }

  @Test(arguments: [
    "cos\nsystem\n(Vid\ntR", "cos\nsystem\n", "cposix\nsystem\nX\u{2}\0\0\0id\u{85}R",
    "cbuiltins\neval\n", "c__builtin__\ngetattr\n", "ctorch\nload\n", "ctorch.hub\nload\n",
    "ctorch\nFloatTensor\n", "ctorch.storage\n_load_from_bytes\n", "ccollections\ndefaultdict\n",
    "ctorch\nComplexFloatStorage\n", "c\n\n", "ctorch.nn.modules.linear\nLinear\n",
  ])
  func globalsBeyondThoseOfTensors(program: String) throws {
    let error = try error(pickle: pickle(program))
    #expect(error?.reason == .unsupported)
    let lines = program.dropFirst().split(separator: "\n", omittingEmptySubsequences: false)
    #expect(error?.detail.contains("\"\(lines[0]).\(lines[1])\"") == true)
  }

  @Test func globalsFromTheStack() throws {
    let program = text("os") + text("system") + [0x93]
    let error = try error(pickle: [0x80, 4] + program + [0x2e])
    #expect(error?.detail.contains("\"os.system\"") == true)
    #expect(try self.error(pickle: [0x80, 4, 0x4e, 0x4e, 0x93, 0x2e])?.reason == .malformed)
  }

  /// INST, OBJ, NEWOBJ, NEWOBJ_EX, EXT1, EXT2, EXT4, PERSID, INT, STRING, UNICODE, DUP, NEXT_BUFFER, sets.
  @Test(
    arguments: [
      0x69, 0x6f, 0x81, 0x92, 0x82, 0x83, 0x84, 0x50, 0x49, 0x53, 0x56, 0x32, 0x97, 0x8f, 0x91,
      0xff,
    ] as [UInt8])
  func instructionsThatTensorsDoNotNeed(code: UInt8) throws {
    let error = try error(pickle: [0x80, 4, 0x28, code, 0, 0, 0, 0, 0x2e])
    #expect(error?.reason == .unsupported)
  }

  @Test(arguments: [
    "}(R", "ctorch\nSize\n)R", "ctorch\nSize\nNR", "ctorch\nSize\n(Nt\u{52}", "ctorch\nfloat32\n)R",
    "ctorch\nFloatStorage\n)R", "ctorch._utils\n_rebuild_tensor_v2\n)R",
    "ctorch._utils\n_rebuild_parameter\n(NNNtR", "ctorch\ndevice\n(NtR",
    "ccollections\nCounter\n)R", "ccollections\nCounter\n(NtR", "NQ", "(NNNNNtQ",
    "}}b", "ccollections\nOrderedDict\n)RNb", "N}b", "ccollections\nOrderedDict\n}R",
    "ctorch._utils\n_rebuild_tensor_v2\n(NNNNNNtR",
  ])
  func callsOfWhatIsNotThere(program: String) throws {
    let reason = try error(pickle: pickle(program))?.reason
    #expect(reason == .malformed || reason == .unsupported)
  }

  @Test(arguments: [
    "", "NN", "(", "(N", "t", "a", "Na", "]Na(", "s", "}Ns", "}(Nu", "u", "e", "]e", "0", "1",
    "h\0", "j\0\0\0\0", "q\0", "R", "b", "Q", "\u{00}", "]N]NRN",
  ])
  func stacksThatRunOut(program: String) throws {
    let reason = try error(pickle: pickle(program))?.reason
    #expect(reason == .malformed || reason == .unsupported)
  }

  @Test func lengthsPastTheEnd() throws {
    for start: [UInt8] in [
      [0x58, 255, 255, 255, 255], [0x8d] + number(-1, 8), [0x8d] + number(1 << 62, 8),
      [0x8e] + number(Int.max, 8), [0x42, 255, 255, 255, 127], [0x8b, 255, 255, 255, 255],
      [0x8a, 255], [0x8c, 200], [0x43, 9], [0x55, 9], [0x54, 255, 255, 255, 255], [0x47, 0],
      [0x4a, 0], [0x63, 0x61], [0x95, 0],
    ] {
      #expect(try error(pickle: [0x80, 4] + start)?.reason == .truncated, "\(start)")
    }
    #expect(try error(pickle: [])?.reason == .truncated)
    #expect(try error(pickle: [0x80, 9, 0x4e, 0x2e])?.reason == .unsupported)
    #expect(try error(pickle: [0x80, 2, 0x8a, 9] + number(0, 9) + [0x2e])?.reason == .unsupported)
    #expect(try error(pickle: [0x80, 2, 0x8c, 1, 0xff, 0x2e])?.reason == .malformed)
  }

  /// What is remembered costs two bytes each time that it is used, and must not cost its length.
  @Test func longTextsThatAreUsedOverAndOver() throws {
    let long = String(repeating: "k", count: Limits.size)
    func pickle(using use: [UInt8]) -> [UInt8] {
      let uses = [[UInt8]](repeating: use, count: Limits.size / 10).joined()
      return [0x80, 2] + text(long) + [0x71, 1, 0x30, 0x5d, 0x28] + uses + [0x65, 0x2e]
    }
    let key: [UInt8] = [0x7d, 0x68, 1, 0x4e, 0x73]
    #expect(try error(pickle: pickle(using: key))?.reason == .tooLarge)
    let device = Array("ctorch\ndevice\n".utf8) + [0x68, 1, 0x4b, 0, 0x86, 0x52]
    #expect(try error(pickle: pickle(using: device))?.reason == .malformed)
    #expect(try error(pickle: tensor(key: long) + [0x2e])?.reason == .malformed)
    let quoted = try error(pickle: self.pickle("c\(long)\nx\n"))
    #expect(quoted.map { $0.detail.utf8.count < 1100 } == true)
  }

  /// Putting them in order takes the square of their number.
  @Test func textsThatPileUpCombiningMarks() throws {
    let marks = String(repeating: "\u{301}\u{323}", count: Limits.size / 4)
    #expect(
      try error(pickle: [0x80, 2, 0x7d] + text(marks) + [0x4e, 0x73, 0x2e])?.reason == .malformed)
    #expect(try error(pickle: pickle("c\(marks)\nx\n"))?.reason == .malformed)
    let few = try folder.write(
      archive([0x80, 2] + text(String(repeating: "a\u{301}\u{323}", count: 100)) + [0x2e]).bytes,
      to: "few")
    if case .string(let string) = try PyTorchFile.contents(of: few) { #expect(string.count == 100) }
  }

  @Test func deepNestingNeitherOverflowsTheStackNorIsAccepted() throws {
    let depth = Limits.size
    let lists = [UInt8](repeating: 0x5d, count: depth) + [UInt8](repeating: 0x61, count: depth - 1)
    #expect(try error(pickle: [0x80, 2] + lists + [0x2e])?.reason == .tooLarge)
    let tuples = [UInt8](repeating: 0x85, count: depth)
    #expect(try error(pickle: [0x80, 2, 0x4e] + tuples + [0x2e])?.reason == .tooLarge)
    let marks = [UInt8](repeating: 0x28, count: (1 << 17) + 1)
    #expect(try error(pickle: [0x80, 2] + marks + [0x2e])?.reason == .tooLarge)
    // One level more than is possible, hung under what was already looked at.
    var shared: [UInt8] = []
    for level in 0..<70 {
      shared += [0x5d, 0x71, UInt8(level)] + (level > 0 ? [0x68, UInt8(level - 1), 0x61] : [])
    }
    let group = [0x28] + shared
    #expect(try error(pickle: [0x80, 2, 0x5d] + group + [0x65, 0x2e])?.reason == .tooLarge)
  }

  @Test func aListThatHoldsItself() throws {
    #expect(try error(pickle: pickle("]q\0h\0a"))?.reason == .tooLarge)
    #expect(try error(pickle: pickle("}q\0X\u{1}\0\0\0ah\0s"))?.reason == .tooLarge)
  }

  @Test func listsThatHoldEachOtherTwice() throws {
    var program: [UInt8] = [0x80, 2, 0x4e, 0x71, 0]
    for level: UInt8 in 1...50 {
      program += [0x68, level - 1, 0x68, level - 1, 0x86, 0x71, level]
    }
    // What lies below the last value on the stack is popped into a tuple, of which nobody reads the rest.
    #expect(try error(pickle: program + [0x2e])?.reason == .malformed)
    #expect(
      try error(pickle: [0x80, 2, 0x28] + program[2...] + [0x74, 0x2e])?.reason == .tooLarge)
  }

  @Test func keysThatAreNoneOrTwice() throws {
    #expect(try error(pickle: pickle("}NNs"))?.reason == .unsupported)
    #expect(try error(pickle: pickle("}K\u{1}NsX\u{1}\0\0\0001Ns"))?.reason == .malformed)
  }

  @Test func tensorsOutsideTheirStorage() throws {
    let one: [UInt8] = [0x4b, 1, 0x85]
    for (program, reason): ([UInt8], FileError.Reason) in [
      (tensor(sizes: [0x4b, 2, 0x85]), .malformed),
      (tensor(offset: [0x4b, 1]), .malformed),
      (tensor(offset: long(-1)), .malformed),
      (tensor(offset: long(.max)), .malformed),
      (tensor(sizes: long(-1) + [0x85]), .malformed),
      (tensor(strides: long(-1) + [0x85]), .malformed),
      (tensor(sizes: long(1 << 32) + [0x85], strides: long(1 << 32) + [0x85]), .malformed),
      (
        tensor(sizes: long(1 << 62) + [0x4b, 8, 0x86], strides: [0x4b, 0, 0x4b, 0, 0x86]),
        .malformed
      ),
      (tensor(sizes: long(1 << 62) + long(1 << 62) + [0x4b, 0, 0x87]), .malformed),
      (tensor(sizes: [0x29]), .malformed),
      (tensor(sizes: [0x4e, 0x85]), .malformed),
      (tensor(count: [0x4b, 2]), .malformed),
      (tensor(count: long(1 << 62)), .malformed),
      (tensor(count: long(-1)), .malformed),
      (tensor(type: "DoubleStorage"), .malformed),
      (tensor(key: "9"), .malformed),
      (tensor(key: "../data.pkl"), .malformed),
      (tensor() + [0x30] + tensor(type: "IntStorage"), .malformed),
      (
        tensor(
          sizes: [0x28] + (0..<9).flatMap { _ in [0x4b, 1] as [UInt8] } + [0x74],
          strides: [0x28] + (0..<9).flatMap { _ in [0x4b, 1] as [UInt8] } + [0x74]), .unsupported
      ),
      (tensor(type: "BoolStorage", count: [0x4b, 4], sizes: one), .malformed),
    ] {
      let file = archive(program + [0x2e], [2, 0, 0, 0]).bytes
      #expect(try error(file, "\(program)")?.reason == reason, "\(program)")
    }
  }

  @Test func aBareStorageOrFunction() throws {
    #expect(try error(pickle: pickle("ctorch\nFloatStorage\n"))?.reason == .unsupported)
  }
}

/// What the tests of hostile files wait for. They are written for release builds, which are some thirty times as fast.
enum Limits {
  #if DEBUG
    static let time = Duration.seconds(3)
    static let size = 100_000
  #else
    static let time = Duration.milliseconds(100)
    static let size = 500_000
  #endif
}
