import IOTestSupport
import TapestryCore
import TapestryIO
import Testing

@Suite struct SafetensorsTests {
  private let folder = TemporaryFolder()

  private func tensors() -> [String: Tensor] {
    [
      "weight": Tensor([1, 2.5, -3, 4] as [Float], shape: [2, 2]),
      "bias": Tensor([0.1] as [Double], shape: [1]),
      "steps": Tensor([-7] as [Int64], shape: []),
      "ids": Tensor([1, -2, 3] as [Int32], shape: [3]),
      "pixels": Tensor([0, 128, 255] as [UInt8], shape: [3]),
      "mask": Tensor([true, false], shape: [2]),
      "empty": Tensor([] as [Float], shape: [0, 3]),
      "é\"\n": Tensor([9] as [UInt8], shape: [1]),
    ]
  }

  /// What `safetensors.numpy.save` of Python's safetensors 0.8.0 gives for the tensors above.
  private static let golden: [UInt8] = {
    let header =
      #"{"__metadata__":{"format":"pt"},"#
      + #""steps":{"dtype":"I64","shape":[],"data_offsets":[0,8]},"#
      + #""bias":{"dtype":"F64","shape":[1],"data_offsets":[8,16]},"#
      + #""empty":{"dtype":"F32","shape":[0,3],"data_offsets":[16,16]},"#
      + #""weight":{"dtype":"F32","shape":[2,2],"data_offsets":[16,32]},"#
      + #""ids":{"dtype":"I32","shape":[3],"data_offsets":[32,44]},"#
      + #""pixels":{"dtype":"U8","shape":[3],"data_offsets":[44,47]},"#
      + #""é\"\n":{"dtype":"U8","shape":[1],"data_offsets":[47,48]},"#
      + #""mask":{"dtype":"BOOL","shape":[2],"data_offsets":[48,50]}}  "#
    let data: [UInt8] = [
      0xf9, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
      0x9a, 0x99, 0x99, 0x99, 0x99, 0x99, 0xb9, 0x3f,
      0, 0, 0x80, 0x3f, 0, 0, 0x20, 0x40, 0, 0, 0x40, 0xc0, 0, 0, 0x80, 0x40,
      1, 0, 0, 0, 0xfe, 0xff, 0xff, 0xff, 3, 0, 0, 0,
      0, 0x80, 0xff, 9, 1, 0,
    ]
    return [0xf8, 1, 0, 0, 0, 0, 0, 0] + Array(header.utf8) + data
  }()

  @Test func writesTheBytesOfTheReferenceImplementation() throws {
    try Safetensors.save(tensors(), to: folder.file("a"), metadata: ["format": "pt"])
    #expect(try folder.read("a") == Self.golden)
    #expect(try folder.names() == ["a"])
  }

  @Test func readsTheBytesOfTheReferenceImplementation() throws {
    let path = try folder.write(Self.golden, to: "a")
    let loaded = try Safetensors.load(path)
    let expected = tensors()
    #expect(Set(loaded.keys) == Set(expected.keys))
    for (name, tensor) in expected {
      #expect(loaded[name]?.dtype == tensor.dtype, "\(name)")
      #expect(loaded[name]?.shape == tensor.shape, "\(name)")
      #expect(loaded[name]?.array(as: Double.self) == tensor.array(as: Double.self), "\(name)")
    }
    #expect(try Safetensors.metadata(of: path) == ["format": "pt"])
  }

  /// The dtypes of 8 and 16 bits, against the reference implementation too.
  @Test func narrowTypes() throws {
    let tensors = [
      "a": Tensor([1.5, -2], dtype: .float16), "b": Tensor([0.1], dtype: .bfloat16),
      "c": Tensor([-300], dtype: .int16), "d": Tensor([-1, 127], dtype: .int8),
      "e": Tensor([7], dtype: .int32), "f": Tensor([255], dtype: .uint8),
    ]
    let header =
      #"{"e":{"dtype":"I32","shape":[1],"data_offsets":[0,4]},"#
      + #""b":{"dtype":"BF16","shape":[1],"data_offsets":[4,6]},"#
      + #""a":{"dtype":"F16","shape":[2],"data_offsets":[6,10]},"#
      + #""c":{"dtype":"I16","shape":[1],"data_offsets":[10,12]},"#
      + #""d":{"dtype":"I8","shape":[2],"data_offsets":[12,14]},"#
      + #""f":{"dtype":"U8","shape":[1],"data_offsets":[14,15]}}   "#
    let data: [UInt8] = [
      7, 0, 0, 0, 0xcd, 0x3d, 0, 0x3e, 0, 0xc0, 0xd4, 0xfe, 0xff, 0x7f, 0xff,
    ]
    try Safetensors.save(tensors, to: folder.file("a"))
    #expect(
      try folder.read("a") == [0x48, 1, 0, 0, 0, 0, 0, 0] + Array(header.utf8) + data)
    let loaded = try Safetensors.load(folder.file("a"))
    for (name, tensor) in tensors {
      #expect(loaded[name]?.dtype == tensor.dtype, "\(name)")
      #expect(loaded[name]?.array(as: Double.self) == tensor.array(as: Double.self), "\(name)")
    }
  }

  /// The tensors of `dtypes.safetensors`.
  private func allTypes() -> [String: Tensor] {
    var tensors: [String: Tensor] = [
      "scalar": Tensor(2.5), "empty": Tensor.zeros([0, 3]), "é\"": Tensor.ones([2, 1]),
    ]
    for dtype in DType.allCases { tensors["\(dtype)"] = Tensor([0, 1, 2], dtype: dtype) }
    return tensors
  }

  @Test func filesOfTheReferenceImplementation() throws {
    let path = GoldenFiles.path("dtypes.safetensors")
    let loaded = try Safetensors.load(path)
    #expect(loaded.count == 13)
    for (name, tensor) in allTypes() {
      #expect(loaded[name]?.dtype == tensor.dtype, "\(name)")
      #expect(loaded[name]?.shape == tensor.shape, "\(name)")
      #expect(loaded[name]?.array(as: Double.self) == tensor.array(as: Double.self), "\(name)")
    }
    #expect(try Safetensors.metadata(of: path) == ["format": "pt", "ü": "\n"])
    try Safetensors.save(allTypes(), to: folder.file("a"), metadata: ["format": "pt"])
    // Data begin where they can be mapped into memory.
    let length = try folder.read("a").prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    #expect(length.isMultiple(of: 8))
  }

  @Test(.enabled(if: Python.has("safetensors"))) func theReferenceImplementationReadsWhatIsWritten()
    throws
  {
    try Safetensors.save(allTypes(), to: folder.file("a"), metadata: ["k": "é"])
    let program = """
      import sys, torch, safetensors
      with safetensors.safe_open(sys.argv[1], "pt") as f, safetensors.safe_open(sys.argv[2], "pt") as g:
        same = all(torch.equal(f.get_tensor(k), g.get_tensor(k)) and
                   f.get_tensor(k).dtype == g.get_tensor(k).dtype for k in g.keys())
        print(sorted(f.keys()) == sorted(g.keys()), same, f.metadata())
      """
    let answer = try Python.run(
      program, folder.file("a"), GoldenFiles.path("dtypes.safetensors"))
    #expect(answer == "True True {'k': 'é'}")
  }

  @Test func viewsAreWrittenAsTheyLook() throws {
    let matrix = Tensor([1, 2, 3, 4, 5, 6] as [Float], shape: [2, 3])
    try Safetensors.save(["t": matrix.transposed(0, 1)], to: folder.file("a"))
    let loaded = try Safetensors.load(folder.file("a"))
    #expect(loaded["t"]?.shape == [3, 2])
    #expect(loaded["t"]?.array(as: Float.self) == [1, 4, 2, 5, 3, 6])
  }

  @Test func noTensorsAreAFileToo() throws {
    try Safetensors.save([:], to: folder.file("a"))
    #expect(try Safetensors.load(folder.file("a")).isEmpty)
    #expect(try Safetensors.metadata(of: folder.file("a")).isEmpty)
  }

  @Test func aFailedSaveLeavesTheOldFile() throws {
    let path = try folder.write([1], to: "a")
    let error = #expect(throws: FileError.self) {
      try Safetensors.save(["__metadata__": Tensor([1] as [Float], shape: [1])], to: path)
    }
    #expect(error?.reason == .malformed)
    #expect(throws: FileError.self) {
      try Safetensors.save(tensors(), to: folder.file("no/such/folder/a"))
    }
    #expect(try folder.read("a") == [1])
    #expect(try folder.names() == ["a"])
  }
}
