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

  @Test func layersMayHaveNames() async {
    let model = Sequential(["hidden": Linear(2, 3), "relu": ReLU(), "output": Linear(3, 1)])
    model.append(Identity())
    #expect(
      model.namedParameters().map(\.name) == [
        "hidden.weight", "hidden.bias", "output.weight", "output.bias",
      ])
    #expect(model["hidden"] === model[0] && model["3"] === model[3] && model["0"] == nil)
    #expect(model.module(named: "output") === model[2])
    #expect(model[1..<3].namedChildren().map(\.name) == ["relu", "output"])
    #expect(model(Tensor.ones([4, 2])).shape == [4, 1])
    await #expect(processExitsWith: .failure) {
      _ = Sequential(["a": ReLU(), "a": ReLU()])
    }
  }

  @Test func weightsAreReadSetAndFrozenByPlace() throws {
    let model = Sequential {
      Linear(2, 2)
      ReLU()
      Linear(2, 1)
    }
    let first = try #require(model.layers[0] as? Linear)
    noGrad { first.weight.copy(from: Tensor([[1, 2], [3, 4]])) }
    #expect(model.parameter(named: "0.weight")?.array(as: Float.self) == [1, 2, 3, 4])
    first.freeze()
    #expect(
      model.namedParameters().filter(\.parameter.requiresGrad).map(\.name) == [
        "2.weight", "2.bias",
      ])
    first.unfreeze()
    #expect(model.parameters().allSatisfy { $0.requiresGrad })
  }

  @Test func anEmptyOnePassesItsInputOn() {
    let x = Tensor([1, 2])
    #expect(Sequential([])(x) === x)
  }
}
