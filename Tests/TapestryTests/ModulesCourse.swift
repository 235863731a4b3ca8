import Tapestry
import Testing

// shown
final class Perceptron: Module, Layer {
  let hidden = Linear(784, 128)
  let output = Linear(128, 10)

  func forward(_ x: Tensor) -> Tensor {
    output(hidden(x.flattened(from: 1)).relu())
  }
}
// end

@Suite struct ModulesCourse {
  @Test func modules() {
    // shown
    let model = Perceptron()
    let logits = model(Tensor.zeros([32, 28, 28]))  // [32, 10]
    for (name, parameter) in model.namedParameters() {
      print(name, parameter.shape)  // hidden.weight [128, 784], …
    }
    // end
    #expect(logits.shape == [32, 10])
    #expect(model.namedParameters().map(\.name).first == "hidden.weight")

    // shown
    let same = Sequential {
      Flatten()
      Linear(784, 128)
      ReLU()
      Dropout(0.2)
      Linear(128, 10)
    }
    print(same.summary(input: [1, 28, 28]))
    // end
    let summary = same.summary(input: [1, 28, 28])
    #expect(summary.rows[1].parameterCount == 100_480)
    #expect(summary.rows[4].parameterCount == 1_290)
    #expect(summary.parameterCount == 101_770)

    // shown
    let first = same.layers[1] as! Linear
    print(first, first.weight.shape, first.bias!.shape)  // Linear(784, 128) [128, 784] [128]
    // end
    #expect("\(first)" == "Linear(784, 128)" && first.weight.shape == [128, 784])

    // shown
    same.eval()  // dropout does nothing now
    same.train()  // and here it does again
    let weights = same.stateDict()
    print(weights.keys.sorted())  // 1.bias, 1.weight, 4.bias, 4.weight
    // end
    #expect(weights.keys.sorted() == ["1.bias", "1.weight", "4.bias", "4.weight"])
  }
}
