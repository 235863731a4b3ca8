import TapestryCore
import TapestryNN
import TapestryTraining
import Testing

@Suite struct ModelSummaryTests {
  private func network() -> Sequential {
    Sequential {
      Flatten()
      Linear(784, 128)
      ReLU()
      Dropout(0.2)
      Linear(128, 10)
    }
  }

  @Test func showsLayersShapesAndParameters() {
    let summary = summary(of: network(), input: [32, 28, 28])
    #expect(summary.rows.map(\.name) == ["0", "1", "2", "3", "4"])
    #expect(
      summary.rows.map(\.outputShape) == [
        [32, 784], [32, 128], [32, 128], [32, 128], [32, 10],
      ])
    #expect(summary.rows.map(\.parameterCount) == [0, 100_480, 0, 0, 1290])
    #expect(summary.parameterCount == 101_770)
    #expect(summary.trainableParameterCount == 101_770)

    let lines = summary.description.split(separator: "\n")
    #expect(lines.count == 9)
    #expect(Set(lines.map(\.count)).count == 1, "all lines are of one width")
    #expect(lines[0].hasPrefix("Layer  Type "))
    #expect(lines[3].hasPrefix("1      Linear(784, 128"))
    #expect(lines[3].hasSuffix("  [32, 128]        100,480"))
    #expect(lines[8].hasPrefix("Total "))
    #expect(lines[8].hasSuffix(" 101,770"))
  }

  @Test func tellsFrozenParametersApart() {
    let network = network()
    network.children()[1].freeze()
    let summary = summary(of: network, input: [1, 784])
    #expect(summary.parameterCount == 101_770)
    #expect(summary.trainableParameterCount == 1290)
    let last = summary.description.split(separator: "\n").last
    #expect(last?.hasPrefix("Trainable ") == true)
    #expect(last?.hasSuffix(" 1,290") == true)
  }

  @Test func leavesTheNetworkAsItWas() {
    let network = network()
    network.train()
    let dropout = network.children()[3]
    dropout.eval()
    _ = summary(of: network, input: [1, 784])
    #expect(network.isTraining)
    #expect(network.children()[1].isTraining)
    #expect(!dropout.isTraining)
    #expect(network.parameters().allSatisfy { $0.grad == nil && $0.requiresGrad })

    var calls = 0
    let shapes = summary(of: network, input: [1, 784]).rows.map(\.outputShape)
    network.registerForwardHook { _, _, _ in
      calls += 1
      return nil
    }
    _ = network(Tensor.zeros([5, 784]))
    #expect(calls == 1)
    #expect(shapes.first == [1, 784], "an earlier summary sees no later call")
  }

  @Test func countsOnceWhatIsSharedAndKnowsWhatIsNotCalled() {
    final class Tied: Module, Layer {
      let first = Linear(4, 4)
      let again: Linear
      let unused = Linear(4, 2)
      let scale = Parameter(Tensor(2))
      override init() {
        again = first
        super.init()
      }
      func forward(_ x: Tensor) -> Tensor { again(first(x)) * scale }
    }
    let summary = summary(of: Tied(), input: [3, 4])
    #expect(summary.rows.map(\.name) == ["", "first", "unused"])
    #expect(summary.rows.map(\.outputShape) == [[3, 4], [3, 4], nil])
    #expect(summary.rows.map(\.parameterCount) == [1, 20, 10])
    #expect(summary.parameterCount == 31)
    #expect(summary.description.contains("–"))
  }

  @Test func showsALayerAlone() {
    let summary = summary(of: Linear(3, 2), input: [7, 3])
    #expect(summary.rows.count == 1)
    #expect(summary.rows.first?.outputShape == [7, 2])
    #expect(summary.rows.first?.parameterCount == 8)
  }
}
