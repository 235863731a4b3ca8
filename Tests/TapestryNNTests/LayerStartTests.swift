import TapestryCore
import TapestryNN
import Testing

/// What layers start from, and the arguments that change it.
@Suite struct LayerStartTests {
  /// Whether numbers look uniform in ±bound.
  private func isUniform(_ values: [Double], within bound: Double) -> Bool {
    let variance = values.map { $0 * $0 }.reduce(0, +) / Double(values.count)
    return values.allSatisfy { abs($0) <= bound }
      && abs(variance - bound * bound / 3) < bound * bound / 3 * 0.2
  }

  @Test func affineLayersStartWithinPyTorchsBounds() {
    withSeed(3) {
      let layers: [(Module, Double)] = [
        (Conv2d(8, 120, kernelSize: 3, groups: 2), 1 / 36.0.squareRoot()),
        (ConvTranspose2d(20, 120, kernelSize: 3, groups: 2), 1 / 540.0.squareRoot()),
        (Bilinear(16, 8, 120), 0.25),
      ]
      for (layer, bound) in layers {
        for parameter in layer.parameters() {
          #expect(isUniform(parameter.array(as: Double.self), within: bound), "\(layer)")
        }
      }
    }
  }

  @Test func embeddingsStartNormalAndPaddingAtZero() {
    let layer = withSeed(4) { Embedding(100, 50, paddingIndex: 7) }
    let values = layer.weight.array(as: Double.self)
    let variance = values.map { $0 * $0 }.reduce(0, +) / Double(values.count)
    #expect(abs(variance - 1) < 0.05)
    #expect(layer.weight[7].array(as: Float.self).allSatisfy { $0 == 0 })
    #expect(layer.weight.isLeaf && layer.weight.requiresGrad)
    let vectors = Tensor([[1, 2], [3, 4]])
    let known = Embedding(pretrained: vectors)
    #expect(!known.weight.requiresGrad)
    #expect(known(Tensor([1], dtype: .int64)).array(as: Float.self) == [3, 4])
    #expect(Embedding(pretrained: vectors, isFrozen: false).weight.requiresGrad)
  }

  @Test func initializersAndDTypesAreArguments() {
    let layers: [any Module & Layer] = [
      Linear(3, 2, weightInitializer: .ones, biasInitializer: .constant(2), dtype: .float64),
      Linear(out: 2, weightInitializer: .ones, biasInitializer: .constant(2), dtype: .float64),
    ]
    for layer in layers {
      #expect(layer(Tensor.ones([1, 3], dtype: .float64)).array(as: Double.self) == [5, 5])
    }
    let convolution = Conv1d(
      2, 1, kernelSize: 2, weightInitializer: .ones, biasInitializer: .zeros, dtype: .float64)
    #expect(
      convolution(Tensor.ones([2, 3], dtype: .float64)).array(as: Double.self) == [4, 4])
    #expect(Embedding(2, 2, weightInitializer: .ones).weight.array(as: Float.self) == [1, 1, 1, 1])
    #expect(LayerNorm(2, dtype: .float64).weight?.dtype == .float64)
    #expect(PReLU(dtype: .float64).weight.dtype == .float64)
  }

  @Test func runningStatisticsAreNoParameters() {
    let layer = BatchNorm2d(2)
    #expect(layer.namedParameters().map(\.name) == ["weight", "bias"])
    #expect(
      layer.namedBuffers().map(\.name) == ["running_mean", "running_var", "num_batches_tracked"])
    #expect(layer.numBatchesTracked?.dtype == .int64)
  }

  @Test func poolingGivesIndicesThatUnpoolingTakes() {
    let x = Tensor.arange(16).reshaped(to: [1, 1, 4, 4]).cast(to: .float32)
    let (values, indices) = MaxPool2d(kernelSize: 2).withIndices(x)
    let y = MaxUnpool2d(kernelSize: 2)(values, indices)
    #expect(y.shape == x.shape)
    #expect(y.sum().item(as: Float.self) == 5 + 7 + 13 + 15)
    #expect(MaxUnpool2d(kernelSize: 2)(values, indices, outputSize: [5, 4]).shape == [1, 1, 5, 4])
  }
}
