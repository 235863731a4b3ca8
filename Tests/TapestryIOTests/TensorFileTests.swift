import IOTestSupport
import TapestryCore
import TapestryIO
import Testing

@Suite struct TensorFileTests {
  private let folder = TemporaryFolder()

  @Test(arguments: ["a.safetensors", "a.pt", "a.pth", "a.bin", "a.npz"])
  func theExtensionSaysTheFormat(name: String) throws {
    try TensorFile.save(["x": Tensor([1, 2])], to: folder.file(name))
    let start = try folder.read(name).prefix(2)
    #expect((start == [0x50, 0x4b]) == (name != "a.safetensors"))
    #expect(try TensorFile.load(folder.file(name))["x"]?.array(as: Int.self) == [1, 2])
  }

  @Test(arguments: ["a", "a.onnx", "pt", "a.safetensors.gz"])
  func otherExtensions(name: String) {
    let path = folder.file(name)
    let error = #expect(throws: FileError.self) { try TensorFile.load(path) }
    #expect(error?.reason == .unsupported)
    #expect(throws: FileError.self) { try TensorFile.save([:], to: path) }
  }

  @Test func severalFilesAreNotWritten() throws {
    let path = folder.file("a.safetensors.index.json")
    #expect(throws: FileError.self) { try TensorFile.save([:], to: path) }
    #expect(try folder.names() == [])
  }
}
