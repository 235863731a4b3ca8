import IOTestSupport
import TapestryCore
import TapestryIO
import Testing

@Suite struct PyTorchFileTests {
  private let folder = TemporaryFolder()

  @Test(arguments: ["state.pt", "state-deflated.pt", "checkpoint-2.pt", "checkpoint-5.pt"])
  func stateDictsAreFoundByName(name: String) throws {
    let state = try PyTorchFile.load(GoldenFiles.path(name))
    #expect(
      state.keys.sorted() == [
        "0.bias", "0.weight", "1.bias", "1.num_batches_tracked", "1.running_mean",
        "1.running_var", "1.weight",
      ])
    #expect(state["0.weight"]?.shape == [2, 3])
    #expect(state["0.weight"]?.array(as: Float.self) == [0, 1, 2, 3, 4, 5])
    #expect(state["1.running_var"]?.array(as: Float.self) == [50, 51])
    #expect(state["1.num_batches_tracked"]?.dtype == .int64)
    #expect(state["1.num_batches_tracked"]?.shape == [])
    #expect(state["1.num_batches_tracked"]?.item(as: Int.self) == 60)
    #expect(state.values.allSatisfy { !$0.requiresGrad })
  }

  @Test(arguments: 2...5)
  func plainValuesOfEveryProtocol(version: Int) throws {
    let file = try PyTorchFile.contents(of: GoldenFiles.path("checkpoint-\(version).pt"))
    func isEqual(_ key: String, _ text: String) {
      #expect(file[key].map { "\($0)" } == text, "\(key)")
    }
    isEqual("epoch", "integer(7)")
    isEqual("rate", "number(0.125)")
    isEqual("name", "string(\"naïve\")")
    isEqual("none", "none")
    #expect(file["flags"]?[1].map { "\($0)" } == "bool(false)")
    #expect((0..<4).map { file["sizes"]?[$0].map { "\($0)" } } == (1...4).map { "integer(\($0))" })
    isEqual("big", "integer(\(-(1 << 40)))")
    isEqual("largest", "integer(\(Int.max))")
    #expect(file["shape"]?[1].map { "\($0)" } == "integer(3)")
    isEqual("device", "string(\"cuda:1\")")
    isEqual("dtype", "dtype(bfloat16)")
    #expect(file["optimizer"]?["state"]?["0"]?["step"]?.tensor?.item() == 3)
    #expect(file["parameter"]?.tensor?.array(as: Float.self) == [1, 1])
    #expect(file["ordered"]?["a"].map { "\($0)" } == "integer(1)")
    if version > 2 { isEqual("blob", "bytes([0, 1, 2, 3])") }
    #expect(file["absent"] == nil && file["sizes"]?[4] == nil && file[0] == nil)
  }

  @Test func allDTypes() throws {
    let tensors = try PyTorchFile.load(GoldenFiles.path("dtypes.pt"))
    for dtype in DType.allCases {
      let tensor = try #require(tensors["\(dtype)"])
      #expect(tensor.dtype == dtype)
      #expect(tensor.array(as: Double.self) == (dtype == .bool ? [0, 1, 1] : [0, 1, 2]))
    }
  }

  /// As in the state of a `MultiStepLR`.
  @Test func aCounterIsADictionary() throws {
    let pickle = Array("\u{80}\u{2}ccollections\nCounter\n}K\u{1e}K\u{1}s\u{85}R.".unicodeScalars)
    let file = TestZip([TestZip.Entry("a/data.pkl", pickle.map { UInt8($0.value) })])
    let contents = try PyTorchFile.contents(of: folder.write(file.bytes, to: "counter.pt"))
    if case .integer(let count)? = contents["30"] { #expect(count == 1) } else { Issue.record() }
  }

  @Test func viewsKeepTheirStridesAndShareMemory() throws {
    let tensors = try PyTorchFile.load(GoldenFiles.path("views.pt"))
    let base = try #require(tensors["base"])
    let matrix = base.reshaped(to: [4, 6])
    func isEqual(_ name: String, _ expected: Tensor) {
      #expect(tensors[name]?.shape == expected.shape, "\(name)")
      #expect(tensors[name]?.array(as: Float.self) == expected.array(as: Float.self), "\(name)")
    }
    isEqual("transposed", matrix.transposed())
    isEqual("part", matrix[1..<3, .stride(2)])
    isEqual("last", Tensor(23))
    isEqual("stretched", Tensor([5, 5, 5]))
    isEqual("empty", Tensor.zeros([0, 4]))
    isEqual("scalar", Tensor(2.5))
    #expect(tensors["window"]?.shape == [11, 4])
    #expect(tensors["window"]?[10].array(as: Float.self) == [20, 21, 22, 23])
    #expect(tensors["transposed"]?.strides == [1, 6])
    #expect(tensors["stretched"]?.strides == [0])
    noGrad { base[0] = Tensor(100) }
    #expect(tensors["transposed"]?[0, 0].item() == 100)
  }

  @Test func whatIsNotReadSaysWhy() {
    func error(_ name: String) -> FileError? {
      #expect(throws: FileError.self) { try PyTorchFile.load(GoldenFiles.path(name)) }
    }
    let legacy = error("state-legacy.pt")
    #expect(legacy?.reason == .unsupported)
    #expect(legacy?.detail.contains("torch.save it anew") == true)
    let scalar = error("numpy-scalar.pt")
    #expect(scalar?.reason == .unsupported)
    #expect(scalar?.detail.contains("numpy") == true)
    #expect(error("scalar.npy")?.reason == .wrongMagic)
    #expect(error("stored.npz")?.reason == .malformed)
    #expect(error("absent.pt")?.reason == .absent)
  }

  private func tensors() -> [String: Tensor] {
    var tensors: [String: Tensor] = [
      "scalar": Tensor(2.5), "empty": Tensor.zeros([0, 3]),
      "transposed": Tensor.arange(6).reshaped(to: [2, 3]).transposed(), "é": Tensor([1, 2]),
    ]
    for dtype in DType.allCases { tensors["\(dtype)"] = Tensor([0, 1, 2], dtype: dtype) }
    return tensors
  }

  @Test func whatIsWrittenIsRead() throws {
    let path = folder.file("a.pt")
    try PyTorchFile.save(tensors(), to: path)
    let loaded = try PyTorchFile.load(path)
    #expect(Set(loaded.keys) == Set(tensors().keys))
    for (name, tensor) in tensors() {
      #expect(loaded[name]?.dtype == tensor.dtype, "\(name)")
      #expect(loaded[name]?.shape == tensor.shape, "\(name)")
      #expect(loaded[name]?.array(as: Double.self) == tensor.array(as: Double.self), "\(name)")
    }
    #expect(try folder.names() == ["a.pt"])
    try PyTorchFile.save([:], to: path)
    #expect(try PyTorchFile.load(path).isEmpty)
  }

  @Test func equalTensorsAreEqualFiles() throws {
    try PyTorchFile.save(tensors(), to: folder.file("a"))
    try PyTorchFile.save(tensors(), to: folder.file("b"))
    #expect(try folder.read("a") == folder.read("b"))
  }

  @Test(.enabled(if: Python.isThere)) func pyTorchReadsWhatIsWritten() throws {
    let path = folder.file("a.pt")
    try PyTorchFile.save(tensors(), to: path)
    let program = """
      import sys, torch
      for name, x in sorted(torch.load(sys.argv[1], weights_only=True).items()):
        print(name, x.dtype, list(x.shape), x.double().flatten().tolist())
      """
    let expected = tensors().sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .map { name, tensor in
        "\(name) torch.\(tensor.dtype) \(tensor.shape) \(tensor.array(as: Double.self))"
      }
    #expect(try Python.run(program, path) == expected.joined(separator: "\n"))
    let sizes = "import sys, torch; print(len(torch.load(sys.argv[1], mmap=True)))"
    #expect(try Python.run(sizes, path) == "\(tensors().count)")
  }
}
