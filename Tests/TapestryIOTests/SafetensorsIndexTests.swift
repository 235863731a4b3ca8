import IOTestSupport
import TapestryCore
import TapestryIO
import Testing

/// Models in several files.
@Suite struct SafetensorsIndexTests {
  private let folder = TemporaryFolder()

  private func load(_ index: String) throws -> [String: Tensor] {
    try Safetensors.save(
      ["a": Tensor([1]), "b": Tensor([2])], to: folder.file("model-1.safetensors"))
    try Safetensors.save(["c": Tensor([3])], to: folder.file("model-2.safetensors"))
    let path = try folder.write(Array(index.utf8), to: "model.safetensors.index.json")
    return try Safetensors.load(path)
  }

  private func reason(_ map: String) -> FileError.Reason? {
    #expect(throws: FileError.self) { try load(#"{"weight_map": {\#(map)}}"#) }?.reason
  }

  @Test func readsWhatTheIndexNames() throws {
    let tensors = try load(
      #"""
      {"metadata": {"total_size": 24, "x": "y", "z": -1.5e3, "t": true},
       "weight_map": {"a": "model-1.safetensors", "b": "model-1.safetensors",
                      "c": "model-2.safetensors"}}
      """#)
    #expect(tensors.mapValues { $0.item(as: Int.self) } == ["a": 1, "b": 2, "c": 3])
    #expect(try load(#"{"weight_map": {"b": "model-1.safetensors"}}"#).keys.sorted() == ["b"])
    #expect(try load(#"{"weight_map": {}}"#).isEmpty)
  }

  @Test func indexesThatLie() throws {
    #expect(reason(#""d": "model-1.safetensors""#) == .malformed)
    #expect(reason(#""a": "model-3.safetensors""#) == .absent)
    #expect(reason(#""a": "../model-1.safetensors""#) == .malformed)
    #expect(reason(#""a": "/model-1.safetensors""#) == .malformed)
    #expect(reason(#""a": "model.safetensors.index.json""#) == .malformed)
    #expect(reason(#""a": 1"#) == .malformed)
    #expect(reason(#""a": "x.safetensors", "a": "x.safetensors""#) == .malformed)
    for text in ["", "{}", "[]", #"{"metadata": {"a": {}}, "weight_map": {}}"#, #"{"x": 1}"#] {
      let error = #expect(throws: FileError.self, "\(text)") { try load(text) }
      #expect(error?.reason == .malformed)
    }
  }
}
