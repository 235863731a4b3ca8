import TapestryCore
import TapestryNN
import Testing

@Suite struct SequentialTests {
  private func make(regularized: Bool, depth: Int) -> Sequential {
    Sequential {
      Flatten()
      if regularized { Dropout(0.2) }
      for _ in 0..<depth {
        Linear(4, 4)
        ReLU()
      }
      if depth > 1 { Tanh() } else { Sigmoid() }
      Linear(4, 1)
    }
  }

  @Test func theBuilderTakesControlFlow() {
    #expect(
      make(regularized: true, depth: 2).map { "\(type(of: $0))" } == [
        "Flatten", "Dropout", "Linear", "ReLU", "Linear", "ReLU", "Tanh", "Linear",
      ])
    #expect(
      make(regularized: false, depth: 0).map { "\(type(of: $0))" } == [
        "Flatten", "Sigmoid", "Linear",
      ])
  }

  @Test func layersRunInOrder() {
    let model = Sequential {
      Linear(2, 2, bias: false)
      ReLU()
    }
    model.parameters()[0].initialize(.constant(-1))
    #expect(model(Tensor([[1, 2]])).array(as: Float.self) == [0, 0])
    model[0] = Identity()
    #expect(model(Tensor([[1, 2]])).array(as: Float.self) == [1, 2])
  }

  @Test func placesAndRangesShareLayers() {
    let model = make(regularized: false, depth: 1)
    #expect(model.count == 5)
    #expect(model[1...2].first === model[1])
    #expect(model[1...2].namedParameters().map(\.name) == ["0.weight", "0.bias"])
    model.append(Identity())
    #expect(model.last is Identity)
  }

  @Test func anEmptyOnePassesItsInputOn() {
    let x = Tensor([1, 2])
    #expect(Sequential([])(x) === x)
  }
}
