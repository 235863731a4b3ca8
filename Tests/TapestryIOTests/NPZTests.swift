import IOTestSupport
import TapestryCore
import TapestryIO
import Testing

@Suite struct NPZTests {
  private let folder = TemporaryFolder()

  @Test(arguments: ["stored.npz", "deflated.npz"]) func readsWhatNumPyWrites(name: String) throws {
    let tensors = try NPZ.load(GoldenFiles.path(name))
    #expect(tensors.keys.sorted() == ["flag", "ids", "weight"])
    #expect(tensors["weight"]?.dtype == .float64)
    #expect(tensors["weight"]?.shape == [2, 3])
    #expect(tensors["weight"]?.array(as: Double.self) == [0, 1, 2, 3, 4, 5])
    #expect(tensors["ids"]?.array(as: Int.self) == [0, 1, 2])
    #expect(tensors["flag"]?.dtype == .bool && tensors["flag"]?.shape == [])
  }

  private func tensors() -> [String: Tensor] {
    [
      "w": Tensor.arange(1000).reshaped(to: [10, 100]), "é": Tensor(1.5),
      "empty": Tensor.zeros([0, 2]), "half": Tensor([1, 2], dtype: .float16),
    ]
  }

  @Test(arguments: [false, true]) func whatIsWrittenIsRead(compressed: Bool) throws {
    let path = folder.file("a.npz")
    try NPZ.save(tensors(), to: path, compressed: compressed)
    let loaded = try NPZ.load(path)
    #expect(Set(loaded.keys) == Set(tensors().keys))
    for (name, tensor) in tensors() {
      #expect(loaded[name]?.dtype == tensor.dtype, "\(name)")
      #expect(loaded[name]?.shape == tensor.shape, "\(name)")
      #expect(loaded[name]?.array(as: Double.self) == tensor.array(as: Double.self), "\(name)")
    }
    #expect(try (folder.read("a.npz").count < 4000) == compressed)
    #expect(try folder.names() == ["a.npz"])
    try NPZ.save([:], to: path)
    #expect(try NPZ.load(path).isEmpty)
  }

  @Test func errorsNameTheFileAndTheEntry() throws {
    let array = try GoldenFiles.bytes("float32.npy")
    func error(_ entries: TestZip.Entry...) throws -> FileError? {
      let path = try folder.write(TestZip(entries).bytes, to: "a.npz")
      let error = #expect(throws: FileError.self) { try NPZ.load(path) }
      #expect(error?.file == path)
      return error
    }
    let short = try error(TestZip.Entry("x.npy", array.dropLast()))
    #expect(short?.reason == .truncated)
    #expect(short?.detail.hasPrefix("\"x.npy\" ") == true)
    #expect(try error(TestZip.Entry("x.txt", array))?.reason == .unsupported)
    #expect(try error(TestZip.Entry("x.npy", []))?.reason == .wrongMagic)
    var damaged = TestZip.Entry("x.npy", array)
    damaged.crc ^= 1
    #expect(try error(damaged)?.reason == .corrupt)
    #expect(try error(TestZip.Entry("x.npy", array), TestZip.Entry("x.npy", array)) != nil)
  }

  @Test(.enabled(if: Python.isThere), arguments: [false, true])
  func numPyReadsWhatIsWritten(compressed: Bool) throws {
    try NPZ.save(tensors(), to: folder.file("a.npz"), compressed: compressed)
    let program = """
      import sys, numpy, zipfile
      print(zipfile.ZipFile(sys.argv[1]).testzip())
      for name, x in sorted(numpy.load(sys.argv[1]).items()): print(name, x.dtype, x.shape, x.sum())
      """
    #expect(
      try Python.run(program, folder.file("a.npz")) == """
        None
        empty float32 (0, 2) 0.0
        half float16 (2,) 3.0
        w int64 (10, 100) 499500
        é float32 () 1.5
        """)
  }
}
