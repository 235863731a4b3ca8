import Foundation
import IOTestSupport
import TapestryCore
import TapestryIO
import Testing

@Suite struct PNGTests {
  private let folder = TemporaryFolder()

  private func encoded(_ picture: Tensor, filter: Int) -> TestPNG {
    TestPNG(
      picture.array(as: Int.self), width: picture.shape[1], height: picture.shape[0],
      filter: filter)
  }

  private func picture(_ shape: Shape) -> Tensor {
    withSeed(1) { Tensor.randint(0..<256, shape, dtype: .uint8) }
  }

  @Test(arguments: [[1, 1], [5, 7], [28, 28], [6, 5, 2], [6, 5, 3], [4, 3, 4]])
  func whatIsWrittenIsReadBack(shape: [Int]) throws {
    let original = picture(Shape(shape))
    try PNG.save(original, to: folder.file("a.png"))
    let copy = try PNG.load(folder.file("a.png"))
    #expect(copy.dtype == .uint8 && copy.shape == original.shape)
    #expect(copy.array(as: UInt8.self) == original.array(as: UInt8.self))
    #expect(try folder.names() == ["a.png"])
  }

  @Test func viewsAreWrittenAsTheyLook() throws {
    let original = picture([4, 6])
    try PNG.save(original.transposed(), to: folder.file("a.png"))
    let copy = try PNG.load(folder.file("a.png"))
    #expect(copy.array(as: UInt8.self) == original.transposed().array(as: UInt8.self))
  }

  /// One red pixel, as the zlib module of Python compresses it.
  @Test func aPictureMadeElsewhere() throws {
    let bytes = Data(
      base64Encoded: """
        iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mP4z8AAAAMBAQD3A0FDAAAAAElFTkSuQmCC
        """)!
    try bytes.write(to: URL(filePath: folder.file("red.png")))
    let red = try PNG.load(folder.file("red.png"))
    #expect(red.shape == [1, 1, 3] && red.array(as: Int.self) == [255, 0, 0])
  }

  @Test(arguments: 0...4, [1, 2, 3, 4]) func everyFilter(filter: Int, channels: Int) throws {
    let original = picture([6, 5, channels])
    let file = encoded(original, filter: filter)
    try Data(file.bytes).write(to: URL(filePath: folder.file("a.png")))
    let copy = try PNG.load(folder.file("a.png"))
    #expect(copy.array(as: UInt8.self) == original.array(as: UInt8.self))
  }

  @Test func palette() throws {
    var file = TestPNG([0, 2, 1, 0], width: 2, height: 2, filter: 0)
    file.kind = 3
    file.others = [("PLTE", [10, 20, 30, 40, 50, 60, 70, 80, 90]), ("tEXt", [65, 0, 66])]
    try Data(file.bytes).write(to: URL(filePath: folder.file("a.png")))
    let picture = try PNG.load(folder.file("a.png"))
    #expect(picture.shape == [2, 2, 3])
    #expect(picture.array(as: Int.self) == [10, 20, 30, 70, 80, 90, 40, 50, 60, 10, 20, 30])
    file.others = [("PLTE", [10, 20, 30, 40, 50, 60])]
    try Data(file.bytes).write(to: URL(filePath: folder.file("a.png")))
    expectError(.malformed, "palette")
  }

  private func expectError(
    _ reason: FileError.Reason, _ word: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    do {
      _ = try PNG.load(folder.file("a.png"))
      Issue.record("it was read", sourceLocation: sourceLocation)
    } catch {
      #expect(error.reason == reason, "\(error)", sourceLocation: sourceLocation)
      #expect(error.detail.contains(word), "\(error)", sourceLocation: sourceLocation)
    }
  }

  @Test func wrongFiles() throws {
    let path = folder.file("a.png")
    func write(_ bytes: [UInt8]) throws { try Data(bytes).write(to: URL(filePath: path)) }
    var file = encoded(picture([3, 3]), filter: 0)
    try write([1, 2, 3])
    expectError(.wrongMagic, "PNG")
    try write(Array(file.bytes.dropLast(5)))
    expectError(.truncated, "chunk")
    try write(file.bytes + [0])
    expectError(.trailingBytes, "1 bytes")
    var flipped = file.bytes
    flipped[20] ^= 1
    try write(flipped)
    expectError(.corrupt, "checksum")
    file.depth = 16
    try write(file.bytes)
    expectError(.unsupported, "16 bits")
    file.depth = 8
    file.size = (3, 2_000_000_000)
    try write(file.bytes)
    expectError(.truncated, "too few")
    file.size = (3, 4)
    try write(file.bytes)
    expectError(.corrupt, "compressed")
    file.size = (0, 3)
    try write(file.bytes)
    expectError(.malformed, "header")
  }

  /// Damage of any kind is an error or another picture, never a stop.
  @Test func mutations() throws {
    let valid = encoded(picture([9, 8, 3]), filter: 4).bytes
    var random = SystemRandom(state: 5)
    for _ in 0..<2000 {
      var bytes = valid
      for _ in 0...Int.random(in: 0..<4, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(
          in: 0...255, using: &random)
      }
      if Bool.random(using: &random) { bytes = TestPNG.withChecksums(bytes) }
      try Data(bytes).write(to: URL(filePath: folder.file("a.png")))
      _ = try? PNG.load(folder.file("a.png"))
    }
  }

  @Test func wrongPicturesAreMistakes() async {
    await #expect(processExitsWith: .failure) {
      try PNG.save(Tensor.zeros([2, 2]), to: "/nowhere/a.png")
    }
    await #expect(processExitsWith: .failure) {
      try PNG.save(Tensor.zeros([2, 2, 5], dtype: .uint8), to: "/nowhere/a.png")
    }
  }
}

/// The same numbers in every run.
private struct SystemRandom: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 29
  }
}
