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

  /// Each layer with weights, made with 2 for weights and 3 for biases, in float64.
  @Test func everyLayerTakesInitializersAndADType() {
    let (two, three) = (Initializer.constant(2), Initializer.constant(3))
    let layers: [Module] = [
      Linear(2, 2, weightInitializer: two, biasInitializer: three, dtype: .float64),
      Bilinear(2, 2, 2, weightInitializer: two, biasInitializer: three, dtype: .float64),
      Embedding(2, 2, weightInitializer: two, dtype: .float64),
      EmbeddingBag(2, 2, weightInitializer: two, dtype: .float64),
      Conv1d(2, 2, kernelSize: 1, weightInitializer: two, biasInitializer: three, dtype: .float64),
      Conv2d(2, 2, kernelSize: 1, weightInitializer: two, biasInitializer: three, dtype: .float64),
      Conv3d(2, 2, kernelSize: 1, weightInitializer: two, biasInitializer: three, dtype: .float64),
      ConvTranspose1d(
        2, 2, kernelSize: 1, weightInitializer: two, biasInitializer: three, dtype: .float64),
      ConvTranspose2d(
        2, 2, kernelSize: 1, weightInitializer: two, biasInitializer: three, dtype: .float64),
      ConvTranspose3d(
        2, 2, kernelSize: 1, weightInitializer: two, biasInitializer: three, dtype: .float64),
      BatchNorm1d(2, weightInitializer: two, biasInitializer: three, dtype: .float64),
      BatchNorm2d(2, weightInitializer: two, biasInitializer: three, dtype: .float64),
      BatchNorm3d(2, weightInitializer: two, biasInitializer: three, dtype: .float64),
      InstanceNorm1d(
        2, affine: true, weightInitializer: two, biasInitializer: three, dtype: .float64),
      InstanceNorm2d(
        2, affine: true, weightInitializer: two, biasInitializer: three, dtype: .float64),
      InstanceNorm3d(
        2, affine: true, weightInitializer: two, biasInitializer: three, dtype: .float64),
      LayerNorm(2, weightInitializer: two, biasInitializer: three, dtype: .float64),
      GroupNorm(
        groups: 1, channels: 2, weightInitializer: two, biasInitializer: three, dtype: .float64),
      RMSNorm(2, weightInitializer: two, dtype: .float64),
      PReLU(2, start: 2, dtype: .float64),
      RNN(
        2, 2, inputWeightInitializer: two, hiddenWeightInitializer: two, biasInitializer: three,
        dtype: .float64),
      GRU(
        2, 2, inputWeightInitializer: two, hiddenWeightInitializer: two, biasInitializer: three,
        dtype: .float64),
      LSTM(
        2, 2, bidirectional: true, projectionSize: 1, inputWeightInitializer: two,
        hiddenWeightInitializer: two, biasInitializer: three, dtype: .float64),
      RNNCell(
        2, 2, inputWeightInitializer: two, hiddenWeightInitializer: two, biasInitializer: three,
        dtype: .float64),
      GRUCell(
        2, 2, inputWeightInitializer: two, hiddenWeightInitializer: two, biasInitializer: three,
        dtype: .float64),
      LSTMCell(
        2, 2, inputWeightInitializer: two, hiddenWeightInitializer: two, biasInitializer: three,
        dtype: .float64),
      MultiheadAttention(
        2, 1, weightInitializer: two, biasInitializer: three, dtype: .float64),
      MultiheadAttention(
        2, 1, bias: false, keySize: 3, valueSize: 1, weightInitializer: two, dtype: .float64),
      LinearCrossEntropyLoss(
        2, 3, bias: true, weightInitializer: two, biasInitializer: three, dtype: .float64),
    ]
    for layer in layers {
      #expect(!layer.parameters().isEmpty)
      for (name, parameter) in layer.namedParameters() {
        let value = name.contains("bias") ? 3.0 : 2
        #expect(parameter.dtype == .float64, "\(layer) \(name)")
        #expect(
          parameter.array(as: Double.self).allSatisfy { $0 == value }, "\(layer) \(name)")
      }
    }
  }

  @Test func transformersTakeAnInitializerForTheirMatrices() {
    let models: [Module] = [
      TransformerEncoderLayer(
        2, 1, feedforwardSize: 3, weightInitializer: .constant(2), dtype: .float64),
      TransformerDecoderLayer(
        2, 1, feedforwardSize: 3, weightInitializer: .constant(2), dtype: .float64),
      Transformer(
        2, 1, numEncoderLayers: 1, numDecoderLayers: 1, feedforwardSize: 3,
        weightInitializer: .constant(2), dtype: .float64),
    ]
    for parameter in models.flatMap({ $0.parameters() }) {
      #expect(parameter.dtype == .float64)
      if parameter.rank > 1 {
        #expect(parameter.array(as: Double.self).allSatisfy { $0 == 2 })
      }
    }
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
