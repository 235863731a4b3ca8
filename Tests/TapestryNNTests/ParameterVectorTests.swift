import TapestryCore
import TapestryNN
import Testing

@Suite struct ParameterVectorTests {
  private let model = withSeed(1) {
    Sequential {
      Linear(3, 2); Linear(2, 1)
    }
  }

  @Test func elementsFollowTheParameters() {
    let vector = parametersToVector(model.parameters())
    #expect(vector.shape == [11])
    #expect(
      vector.array(as: Float.self) == model.parameters().flatMap { $0.array(as: Float.self) })
  }

  @Test func gradientsReachTheParameters() {
    parametersToVector(model.parameters()).square().sum().backward()
    for parameter in model.parameters() {
      #expect(parameter.grad?.array(as: Float.self) == (parameter * 2).array(as: Float.self))
    }
  }

  @Test func theVectorIsCopiedIn() {
    let first = model.parameters()[0]
    let vector = Tensor.arange(11, dtype: .float64)
    vectorToParameters(vector, model.parameters())
    #expect(model.parameters()[0] === first && first.dtype == .float32)
    #expect(first.isLeaf && first.requiresGrad)
    #expect(first.array(as: Float.self) == [0, 1, 2, 3, 4, 5])
    #expect(
      parametersToVector(model.parameters()).array(as: Float.self) == (0..<11).map(Float.init))
    noGrad { vector += 1 }
    #expect(first.array(as: Float.self) == [0, 1, 2, 3, 4, 5])
  }

  @Test func mistakes() async {
    await #expect(processExitsWith: .failure) { _ = parametersToVector([]) }
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      vectorToParameters(
        Tensor.zeros([9]), Linear(3, 2).parameters(), file: "App/net.swift", line: 4)
    }
    #expect(
      String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        == "vectorToParameters: a vector [9] for 8 elements of 2 parameters (App/net.swift:4)\n")
  }
}
