import IOTestSupport
import TapestryCore
import TapestryIO
import Testing

@Suite struct NPYTests {
  private let folder = TemporaryFolder()
  /// NumPy has no bfloat16.
  private static let dtypes = DType.allCases.filter { $0 != .bfloat16 }

  private func values(_ dtype: DType) -> [Double] {
    dtype == .bool ? [0, 1, 1, 1, 1, 1] : [0, 1, 2, 3, 4, 5]
  }

  @Test(arguments: dtypes) func readsWhatNumPyWrites(dtype: DType) throws {
    let tensor = try NPY.load(GoldenFiles.path("\(dtype).npy"))
    #expect(tensor.dtype == dtype)
    #expect(tensor.shape == [2, 3])
    #expect(tensor.array(as: Double.self) == values(dtype))
  }

  @Test(arguments: dtypes) func writesTheBytesOfNumPy(dtype: DType) throws {
    let tensor = Tensor(values(dtype), shape: [2, 3], dtype: dtype)
    try NPY.save(tensor, to: folder.file("a.npy"))
    #expect(try folder.read("a.npy") == GoldenFiles.bytes("\(dtype).npy"))
    #expect(try folder.names() == ["a.npy"])
  }

  @Test func scalarsAndEmptyArrays() throws {
    let scalar = try NPY.load(GoldenFiles.path("scalar.npy"))
    #expect(scalar.shape == [] && scalar.item() == 2.5)
    let empty = try NPY.load(GoldenFiles.path("empty.npy"))
    #expect(empty.shape == [0, 3] && empty.dtype == .int16)
    try NPY.save(scalar, to: folder.file("a"))
    #expect(try folder.read("a") == GoldenFiles.bytes("scalar.npy"))
    try NPY.save(empty, to: folder.file("a"))
    #expect(try folder.read("a") == GoldenFiles.bytes("empty.npy"))
  }

  @Test func columnMajorOrder() throws {
    let tensor = try NPY.load(GoldenFiles.path("fortran.npy"))
    #expect(tensor.shape == [2, 3, 4])
    #expect(tensor.strides == [1, 2, 6])
    #expect(tensor.array(as: Double.self) == (0..<24).map(Double.init))
  }

  @Test(arguments: ["f8", "f4", "f2", "i8", "i4", "i2"]) func bigEndian(type: String) throws {
    let tensor = try NPY.load(GoldenFiles.path("big-\(type).npy"))
    #expect(tensor.array(as: Double.self) == [-1, 0, 1])
  }

  @Test(arguments: 1...3) func versions(version: Int) throws {
    let tensor = try NPY.load(GoldenFiles.path("version-\(version).npy"))
    #expect(tensor.dtype == .int64)
    #expect(tensor.array(as: Int.self) == [0, 1, 2])
  }

  @Test func viewsAreWrittenAsTheyLookAndBFloat16AsFloat32() throws {
    let path = folder.file("a.npy")
    try NPY.save(Tensor.arange(6).reshaped(to: [2, 3]).transposed(), to: path)
    #expect(try NPY.load(path).array(as: Int.self) == [0, 3, 1, 4, 2, 5])
    try NPY.save(Tensor([0.5, 3.140625], dtype: .bfloat16), to: path)
    let wide = try NPY.load(path)
    #expect(wide.dtype == .float32)
    #expect(wide.array(as: Float.self) == [0.5, 3.140625])
  }

  @Test(arguments: ["structured.npy", "complex.npy", "unsigned.npy", "object.npy"])
  func otherTypes(name: String) {
    let error = #expect(throws: FileError.self) { try NPY.load(GoldenFiles.path(name)) }
    #expect(error?.reason == .unsupported)
  }

  private func reason(_ bytes: [UInt8]) throws -> FileError.Reason? {
    let path = try folder.write(bytes, to: "b.npy")
    return #expect(throws: FileError.self) { try NPY.load(path) }?.reason
  }

  private func file(_ header: String, data: Int = 0, version: UInt8 = 1, length: Int? = nil)
    -> [UInt8]
  {
    [0x93] + Array("NUMPY".utf8) + [version, 0]
      + number(length ?? header.utf8.count, version == 1 ? 2 : 4) + Array(header.utf8)
      + [UInt8](repeating: 2, count: data)
  }

  private func header(_ shape: String, _ type: String = "<f4") -> String {
    "{'descr': '\(type)', 'fortran_order': False, 'shape': \(shape), }"
  }

  @Test func headersOfOtherWriters() throws {
    let good = #"{"shape":(2L,),"fortran_order":True,"descr":"=i4"}"#
    let path = try folder.write(file(good, data: 8), to: "good")
    #expect(try NPY.load(path).array(as: Int.self) == [0x0202_0202, 0x0202_0202])
  }

  @Test(arguments: [
    "", "{", "[]", "{}", "None", "{'descr': '<f4'}", "{'descr': 4, 'fortran_order': False}",
    "{'descr': '<f4', 'fortran_order': 0, 'shape': ()}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': 3}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (1 2)}",
    "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': ()}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (), 'x': 1}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': ()} x", "{'descr': '<f4",
    "{'descr': '\\x3cf4', 'fortran_order': False, 'shape': ()}",
  ])
  func headersThatAreNotOfTheFormat(text: String) throws {
    #expect(try reason(file(text, data: 4)) == .malformed)
  }

  @Test func sizesThatLie() throws {
    #expect(try reason(file(header("(2,)"), data: 7)) == .truncated)
    #expect(try reason(file(header("(2,)"), data: 9)) == .trailingBytes)
    #expect(try reason(file(header("(4611686018427387904, 2)"))) == .tooLarge)
    #expect(try reason(file(header("(4611686018427387904, 4, 0)"))) == .tooLarge)
    #expect(try reason(file(header("(99999999999999999999,)"))) == .tooLarge)
    #expect(try reason(file(header("(1,1,1,1,1,1,1,1,1)"), data: 4)) == .unsupported)
    #expect(try reason(file(header("(2,)", "|b1"), data: 2)) == .malformed)
    #expect(try reason(file(header("()"), data: 4, length: 5000)) == .truncated)
    #expect(try reason(file("", version: 2, length: -1)) == .tooLarge)
    #expect(try reason(file(header("()"), data: 4, version: 4)) == .unsupported)
    #expect(try reason(file(header("()", "<V2"), data: 2)) == .unsupported)
    #expect(try reason(file(header("()", "bfloat16"), data: 2)) == .unsupported)
  }

  @Test func everyTruncation() throws {
    let good = try GoldenFiles.bytes("float32.npy")
    for count in 0..<good.count {
      let expected: FileError.Reason = count < 6 ? .wrongMagic : .truncated
      #expect(try reason(Array(good[..<count])) == expected, "\(count) bytes")
    }
  }

  @Test(.enabled(if: Python.isThere)) func numPyReadsWhatIsWritten() throws {
    let program = """
      import sys, numpy; x = numpy.load(sys.argv[1]); print(x.dtype, list(x.shape), x.tolist())
      """
    for dtype in DType.allCases {
      try NPY.save(Tensor([0, 1], dtype: dtype), to: folder.file("a.npy"))
      let name: DType = dtype == .bfloat16 ? .float32 : dtype
      let values =
        dtype == .bool ? "[False, True]" : name.isFloatingPoint ? "[0.0, 1.0]" : "[0, 1]"
      #expect(try Python.run(program, folder.file("a.npy")) == "\(name) [2] \(values)")
    }
  }
}
