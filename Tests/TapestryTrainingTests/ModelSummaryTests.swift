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
    let summary = network().summary(input: [32, 28, 28])
    #expect(summary.rows.map(\.name) == ["0", "1", "2", "3", "4"])
    #expect(
      summary.rows.map(\.outputShape) == [
        [32, 784], [32, 128], [32, 128], [32, 128], [32, 10],
      ])
    #expect(summary.rows.map(\.parameterCount) == [0, 100_480, 0, 0, 1290])
    #expect(summary.parameterCount == 101_770)
    #expect(summary.trainableParameterCount == 101_770)

    #expect(summary.rows.map(\.multiplyAdds) == [0, 32 * 784 * 128, 0, 0, 32 * 1280])
    #expect(summary.multiplyAdds == 32 * (784 * 128 + 1280))
    #expect(summary.byteCount == 4 * 101_770)

    let lines = summary.description.split(separator: "\n")
    #expect(lines.count == 10)
    #expect(Set(lines.map(\.count)).count == 1, "all lines are of one width")
    #expect(lines[0].hasPrefix("Layer  Type "))
    #expect(lines[3].hasPrefix("1      Linear(784, 128"))
    #expect(lines[3].contains("  [32, 128]        100,480  yes  "))
    #expect(lines[3].hasSuffix("  3,211,264"))
    #expect(lines[8].hasPrefix("Total "))
    #expect(lines[8].contains(" 101,770 "))
    #expect(lines[8].hasSuffix(" 3,252,224"))
    #expect(lines[9].hasPrefix("Bytes  "))
    #expect(lines[9].contains(" 397.5 KiB "))
  }

  @Test func tellsFrozenParametersApart() {
    let network = network()
    network.children()[1].freeze()
    let summary = network.summary(input: [1, 784])
    #expect(summary.parameterCount == 101_770)
    #expect(summary.trainableParameterCount == 1290)
    #expect(summary.rows.map(\.trainableParameterCount) == [0, 0, 0, 0, 1290])
    let lines = summary.description.split(separator: "\n")
    #expect(lines[3].contains(" 100,480  no "))
    #expect(lines[9].hasPrefix("Trainable ") && lines[9].contains(" 1,290 "))
    #expect(lines[10].hasPrefix("Frozen ") && lines[10].contains(" 100,480 "))
  }

  @Test func leavesTheNetworkAsItWas() {
    let network = network()
    network.train()
    let dropout = network.children()[3]
    dropout.eval()
    _ = network.summary(input: [1, 784])
    #expect(network.isTraining)
    #expect(network.children()[1].isTraining)
    #expect(!dropout.isTraining)
    #expect(network.parameters().allSatisfy { $0.grad == nil && $0.requiresGrad })

    var calls = 0
    let shapes = network.summary(input: [1, 784]).rows.map(\.outputShape)
    network.registerForwardHook { _, _, _ in
      calls += 1
      return nil
    }
    _ = network(Tensor.zeros([5, 784]))
    #expect(calls == 1)
    #expect(shapes.first == [1, 784], "an earlier summary sees no later call")
  }

  @Test func buffersAndRandomNumbersGoOnAsIfNothingHadRun() {
    final class Restless: Module, Layer {
      let calls = Buffer(Tensor(0))
      let untouched = Buffer(Tensor([1, 2]))
      func forward(_ x: Tensor) -> Tensor {
        noGrad { calls += 1 }
        return x + Tensor.randn(x.shape)
      }
    }
    let network = Restless()
    let expected = withSeed(3) { Tensor.randn([2]).array(as: Float.self) }
    withSeed(3) {
      let summary = network.summary(input: [4, 2])
      #expect(summary.rows.first?.outputShape == [4, 2])
      #expect(summary.byteCount == 12)
      #expect(Tensor.randn([2]).array(as: Float.self) == expected)
    }
    #expect(network.calls.item(as: Int.self) == 0)
    _ = network(Tensor.zeros([1]))
    #expect(network.calls.item(as: Int.self) == 1)
  }

  @Test func nothingIsRecordedAndHooksSeeTheShapes() {
    let layer = Linear(3, 2)
    var seen: [Shape] = []
    layer.registerForwardHook { _, input, output in
      #expect(!isRecording && !output.requiresGrad)
      seen += [input.shape, output.shape]
      return nil
    }
    _ = layer.summary(input: [5, 3])
    #expect(seen == [[5, 3], [5, 2]])
  }

  @Test func modulesOfSeveralInputs() {
    final class Both: Module {
      let left = Linear(3, 4)
      let right = Linear(2, 4)
      func callAsFunction(_ a: Tensor, _ b: Tensor) -> Tensor {
        called(file: #fileID, line: #line) { (left(a) * right(b)).matmul(Tensor.ones([4, 5])) }
      }
    }
    let network = Both()
    let summary = network.summary { _ = network(Tensor.zeros([7, 3]), Tensor.zeros([7, 2])) }
    #expect(summary.rows.map(\.name) == ["left", "right"])
    #expect(summary.rows.map(\.multiplyAdds) == [84, 56])
    #expect(summary.multiplyAdds == 84 + 56 + 140)
  }

  @Test func workCountsWhereItIsDone() {
    final class Wide: Module, Layer {
      let inner = Linear(4, 4, bias: false)
      func forward(_ x: Tensor) -> Tensor { inner(inner(x)).matmul(Tensor.ones([4, 3])) }
    }
    let summary = Wide().summary(input: [2, 4])
    #expect(summary.rows.map(\.name) == ["", "inner"])
    #expect(summary.rows.map(\.multiplyAdds) == [24, 64])
    #expect(summary.multiplyAdds == 88)
  }

  @Test func integerInputs() {
    let network = Sequential { Identity() }
    #expect(network.summary(input: [2, 3], dtype: .int64).rows.first?.outputShape == [2, 3])
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
    let summary = Tied().summary(input: [3, 4])
    #expect(summary.rows.map(\.name) == ["", "first", "unused"])
    #expect(summary.rows.map(\.outputShape) == [[3, 4], [3, 4], nil])
    #expect(summary.rows.map(\.parameterCount) == [1, 20, 10])
    #expect(summary.parameterCount == 31)
    #expect(summary.description.contains("–"))
  }

  @Test func showsALayerAlone() {
    let summary = Linear(3, 2).summary(input: [7, 3])
    #expect(summary.rows.count == 1)
    #expect(summary.rows.first?.outputShape == [7, 2])
    #expect(summary.rows.first?.parameterCount == 8)
  }

  @Test func layersWithoutSizesTakeThemFromTheRun() {
    let model = Sequential {
      Conv2d(out: 2, kernelSize: 3)
      BatchNorm2d()
      Flatten()
      Linear(out: 5)
    }
    let (summary, after) = withSeed(4) {
      (model.summary(input: [1, 3, 4, 4]), Tensor.rand([2]).array(as: Float.self))
    }
    #expect(summary.rows.map(\.type).last == "Linear(8, 5)")
    #expect(summary.parameterCount == 2 * 3 * 9 + 2 + 4 + 45)
    #expect(!model.hasPendingSizes)
    // Random numbers that parameters were drawn from do not come again.
    #expect(after != withSeed(4) { Tensor.rand([2]).array(as: Float.self) })
  }

  @Test func weightsAreDrawnOnceByTheRunOrTheFirstBatch() {
    func network() -> Sequential {
      Sequential {
        Linear(out: 4)
        Dropout(0.5)
        Linear(out: 2)
      }
    }
    let (summarized, called) = (network(), network())
    withSeed(5) { _ = summarized.summary(input: [1, 3]) }
    let drawn = summarized.stateDict().mapValues { $0.array(as: Float.self) }
    withSeed(5) { _ = called.eval()(Tensor.zeros([1, 3])) }
    #expect(called.stateDict().mapValues { $0.array(as: Float.self) } == drawn)
    _ = summarized(Tensor.zeros([1, 3]))
    _ = summarized.summary(input: [1, 3])
    #expect(summarized.stateDict().mapValues { $0.array(as: Float.self) } == drawn)
  }
}
