import IOTestSupport
import Tapestry
import Testing

@Suite struct SavingCourse {
  @Test func files() throws {
    let folder = TemporaryFolder()
    let (weights, run) = (folder.file("model.safetensors"), folder.file("adam.safetensors"))
    // shown
    let model = Sequential {
      Linear(4, 8)
      ReLU()
      Linear(8, 2)
    }
    try model.save(to: weights)  // "model.safetensors"
    // end

    // shown
    let copy = Sequential {
      Linear(4, 8)
      ReLU()
      Linear(8, 2)
    }
    try copy.load(from: weights)
    // end
    let x = Tensor.ones([1, 4])
    #expect(model(x).array(as: Float.self) == copy(x).array(as: Float.self))

    // shown
    let optimizer = Adam(model.parameters(), learningRate: 1e-3)
    try TensorFile.save(optimizer.stateDict(), to: run)  // "adam.safetensors"
    try optimizer.load(TensorFile.load(run))
    // end

    // shown
    for (name, tensor) in try TensorFile.load(weights).sorted(by: { $0.key < $1.key }) {
      print(name, tensor.shape)  // 0.bias [8], 0.weight [8, 4], …
    }
    // end

    // shown
    do {
      try model.load(from: "nowhere.safetensors")
    } catch {
      print(error)  // one line: the file and the reason
    }
    // end
  }
}
