import IOTestSupport
import TapestryCore
import TapestryIO
import Testing

/// Good files with something changed at random, always in the same way: they are read, or are an error, and never a trap.
@Suite struct FileMutationTests {
  private let folder = TemporaryFolder()
  private static let rounds = 2000

  /// Reads mutations of a file, and looks at every element that is read.
  private func survive(
    _ good: [UInt8], seed: UInt64, as name: String, wrap: ([UInt8]) -> [UInt8] = { $0 },
    read: (String) throws(FileError) -> [Tensor]
  ) throws {
    var mutations = Mutations(seed: seed)
    var errors = 0
    let path = try folder.write(wrap(good), to: name)
    #expect(throws: Never.self) { try read(path) }
    for _ in 0..<Self.rounds {
      let path = try folder.write(wrap(mutations.mutated(good)), to: name)
      let start = processorTime()
      do throws(FileError) {
        for tensor in try read(path) where tensor.count < 1 << 20 {
          #expect(tensor.array(as: Double.self).count == tensor.count)
        }
      } catch {
        #expect(error.file.hasPrefix(folder.path))
        errors += 1
      }
      #expect(processorTime() - start < Limits.time)
    }
    #expect(errors > Self.rounds / 4, "most changes matter")
  }

  private func tensors(in value: PyTorchValue) -> [Tensor] {
    switch value {
    case .tensor(let tensor): [tensor]
    case .list(let values): values.flatMap(tensors)
    case .dictionary(let entries): entries.values.flatMap(tensors)
    default: []
    }
  }

  @Test(arguments: ["checkpoint-2.pt", "state-deflated.pt"]) func archives(name: String) throws {
    try survive(GoldenFiles.bytes(name), seed: 1, as: "a.pt") { path throws(FileError) in
      tensors(in: try PyTorchFile.contents(of: path))
    }
  }

  /// The archive around the pickle is right, so that the changes reach it.
  @Test(arguments: ["views.pt", "checkpoint-5.pt"]) func pickles(name: String) throws {
    let entries = try StoredZip.entries(of: GoldenFiles.bytes(name))
    let index = try #require(entries.firstIndex { $0.name.hasSuffix("data.pkl") })
    let wrap = { (pickle: [UInt8]) in
      var changed = entries
      changed[index] = TestZip.Entry(entries[index].name, pickle)
      return TestZip(changed).bytes
    }
    try survive(entries[index].bytes, seed: 2, as: "a.pt", wrap: wrap) {
      path throws(FileError) in tensors(in: try PyTorchFile.contents(of: path))
    }
  }

  @Test func safetensors() throws {
    let path = folder.file("good")
    try Safetensors.save(
      ["a": Tensor.ones([2, 3]), "b": Tensor([true, false])], to: path, metadata: ["k": "v"])
    try survive(folder.read("good"), seed: 3, as: "a.safetensors") { path throws(FileError) in
      _ = try Safetensors.metadata(of: path)
      return Array(try Safetensors.load(path).values)
    }
  }

  @Test func arrays() throws {
    try survive(GoldenFiles.bytes("fortran.npy"), seed: 4, as: "a.npy") {
      path throws(FileError) in [try NPY.load(path)]
    }
    try survive(GoldenFiles.bytes("deflated.npz"), seed: 5, as: "a.npz") {
      path throws(FileError) in Array(try NPZ.load(path).values)
    }
  }

  /// Chunks have the checksums that belong to them, so that the changes reach what lies behind.
  @Test(arguments: [false, true]) func pictures(hasChecksums: Bool) throws {
    let path = folder.file("good")
    try PNG.save(Tensor.arange(60, dtype: .uint8).reshaped(to: [4, 5, 3]), to: path)
    let wrap = { (bytes: [UInt8]) in hasChecksums ? TestPNG.withChecksums(bytes) : bytes }
    try survive(folder.read("good"), seed: 7, as: "a.png", wrap: wrap) {
      path throws(FileError) in [try PNG.load(path)]
    }
  }

  @Test func indexes() throws {
    try Safetensors.save(["a": Tensor([1])], to: folder.file("x.safetensors"))
    let good = #"{"metadata": {"total_size": 8}, "weight_map": {"a": "x.safetensors"}}"#
    try survive(Array(good.utf8), seed: 6, as: "a.safetensors.index.json") {
      path throws(FileError) in Array(try Safetensors.load(path).values)
    }
  }
}

/// Random changes of a file's bytes.
struct Mutations {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// One to four changes.
  mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0...below(4) { change(&bytes) }
    return bytes
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    if bytes.isEmpty { return }
    let place = below(bytes.count)
    let end = min(bytes.count, place + 1 + below(16))
    switch below(8) {
    case 0: bytes[place] ^= 1 << UInt8(below(8))
    case 1: bytes[place] = UInt8(below(256))
    case 2: bytes[place] = [0, 1, 0x7f, 0x80, 0xff][below(5)]
    case 3: bytes.removeSubrange(place..<end)
    case 4: bytes.insert(contentsOf: bytes[place..<end], at: below(bytes.count))
    case 5: bytes.removeLast(bytes.count - place)
    case 6:
      let value = [0, 1, -1, Int.max, Int.min, 1 << 31, 1 << 32, bytes.count][below(8)]
      let width = [2, 4, 8][below(3)]
      for (offset, byte) in number(value, width).enumerated() where place + offset < bytes.count {
        bytes[place + offset] = byte
      }
    default:
      let other = below(bytes.count)
      bytes.swapAt(place, other)
    }
  }

  private mutating func below(_ limit: Int) -> Int {
    // The step and the mixing are SplitMix64's.
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = (state ^ state >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return Int((mixed ^ mixed >> 31) % UInt64(limit))
  }
}

/// Takes apart archives that PyTorch wrote, whose entries are stored.
enum StoredZip {
  static func entries(of file: [UInt8]) -> [TestZip.Entry] {
    func value(_ place: Int, _ count: Int) -> Int {
      (0..<count).reversed().reduce(0) { $0 << 8 | Int(file[place + $1]) }
    }
    var place = value(file.count - 6, 4)
    return (0..<value(file.count - 12, 2)).map { _ in
      let nameCount = value(place + 28, 2)
      let name = String(decoding: file[place + 46..<place + 46 + nameCount], as: UTF8.self)
      let header = value(place + 42, 4)
      let start = header + 30 + value(header + 26, 2) + value(header + 28, 2)
      let bytes = Array(file[start..<start + value(place + 24, 4)])
      place += 46 + nameCount + value(place + 30, 2) + value(place + 32, 2)
      return TestZip.Entry(name, bytes)
    }
  }
}
