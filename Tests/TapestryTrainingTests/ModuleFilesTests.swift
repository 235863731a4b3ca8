import IOTestSupport
import TapestryCore
import TapestryIO
import TapestryNN
import TapestryTraining
import Testing

@Suite struct ModuleFilesTests {
  private let folder = TemporaryFolder()

  @Test(arguments: ["a.safetensors", "a.pt", "a.npz"])
  func whatIsSavedIsLoaded(name: String) throws {
    let (model, other) = (Linear(3, 2), Linear(3, 2))
    try model.save(to: folder.file(name))
    #expect(try other.load(from: folder.file(name)).isEmpty)
    #expect(other.weight.array(as: Float.self) == model.weight.array(as: Float.self))
    #expect(other.bias?.array(as: Float.self) == model.bias?.array(as: Float.self))
  }

  @Test func aPyTorchLayerIsOneHere() throws {
    let layer = Linear(3, 2, dtype: .float64)
    let path = GoldenFiles.path("state.pt")
    let rest = try layer.load(from: path, prefix: "0.")
    #expect(rest.isEmpty)
    #expect(layer.weight.dtype == .float64)
    #expect(layer.weight.array(as: Double.self) == [0, 1, 2, 3, 4, 5])
    let network = Sequential { layer }
    let mismatch = #expect(throws: StateDictMismatch.self) { try network.load(from: path) }
    #expect(mismatch?.unexpected.count == 5)
    #expect(try network.load(from: path, strict: false).unexpected.count == 5)
  }

  @Test func errorsAreThoseOfFilesAndOfStateDicts() throws {
    let layer = Linear(3, 2)
    let error = #expect(throws: FileError.self) { try layer.load(from: folder.file("a.pt")) }
    #expect(error?.reason == .absent)
    #expect(throws: FileError.self) { try layer.save(to: folder.file("a.xyz")) }
    try Linear(3, 3).save(to: folder.file("a.pt"))
    #expect(throws: StateDictMismatch.self) { try layer.load(from: folder.file("a.pt")) }
  }
}
