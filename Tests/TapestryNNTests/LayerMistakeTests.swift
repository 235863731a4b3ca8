import TapestryCore
import TapestryNN
import Testing

/// Arguments that constructors refuse, with what they say.
@Suite struct LayerMistakeTests {
  private func line(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  @Test func aMessageNamesLayerAndPlace() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Conv2d(3, 8, kernelSize: [3, 0], file: "App/net.swift", line: 4)
    }
    #expect(line(result) == "Conv2d: kernelSize [3, 0] must be at least 1 (App/net.swift:4)\n")
    let pooling = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = MaxPool3d(kernelSize: [2, 2], file: "App/net.swift", line: 5)
    }
    #expect(line(pooling).hasPrefix("MaxPool3d: kernelSize [2, 2] must be one number, or one"))
  }

  @Test func linearLayers() async {
    await #expect(processExitsWith: .failure) { _ = Linear(3, -1) }
    await #expect(processExitsWith: .failure) { _ = Linear(out: -1) }
    await #expect(processExitsWith: .failure) { _ = Bilinear(0, 1, 1) }
  }

  @Test func convolutions() async {
    await #expect(processExitsWith: .failure) { _ = Conv1d(3, 4, kernelSize: 1, groups: 2) }
    await #expect(processExitsWith: .failure) { _ = Conv1d(3, 4, kernelSize: 1, groups: 0) }
    await #expect(processExitsWith: .failure) { _ = Conv1d(0, 4, kernelSize: 1) }
    await #expect(processExitsWith: .failure) {
      _ = Conv2d(1, 1, kernelSize: 3, stride: 2, padding: .same)
    }
    await #expect(processExitsWith: .failure) { _ = Conv3d(1, 1, kernelSize: 3, padding: -1) }
    await #expect(processExitsWith: .failure) { _ = Conv3d(1, 1, kernelSize: 3, dilation: 0) }
    await #expect(processExitsWith: .failure) {
      _ = ConvTranspose2d(1, 1, kernelSize: 3, stride: 2, outputPadding: 2)
    }
    await #expect(processExitsWith: .failure) {
      _ = ConvTranspose1d(1, 1, kernelSize: 3, stride: 2)(
        Tensor.ones([1, 1, 3]), outputSize: 9)
    }
    await #expect(processExitsWith: .failure) { _ = Unfold(kernelSize: 2, stride: 0) }
    await #expect(processExitsWith: .failure) { _ = Fold(outputSize: 0, kernelSize: 2) }
  }

  @Test func pooling() async {
    await #expect(processExitsWith: .failure) { _ = MaxPool1d(kernelSize: 2, stride: 0) }
    await #expect(processExitsWith: .failure) { _ = MaxUnpool2d(kernelSize: 0) }
    await #expect(processExitsWith: .failure) { _ = AvgPool2d(kernelSize: 2, divisorOverride: 0) }
    await #expect(processExitsWith: .failure) { _ = AvgPool1d(kernelSize: 2, divisorOverride: 3) }
    await #expect(processExitsWith: .failure) { _ = LPPool1d(normType: 0, kernelSize: 2) }
    await #expect(processExitsWith: .failure) { _ = AdaptiveAvgPool2d([1, 2, 3]) }
    await #expect(processExitsWith: .failure) { _ = AdaptiveMaxPool1d(-1) }
    await #expect(processExitsWith: .failure) {
      _ = FractionalMaxPool2d(kernelSize: 2, outputRatio: 1)
    }
  }

  @Test func paddingNeedsAPairForEachAxis() async {
    await #expect(processExitsWith: .failure) { _ = ZeroPad2d([1, 2]) }
    await #expect(processExitsWith: .failure) { _ = ConstantPad1d([1, 2, 3], value: 0) }
    await #expect(processExitsWith: .failure) { _ = ReflectionPad1d(2)(Tensor.ones([1, 1, 2])) }
  }

  @Test func normalization() async {
    await #expect(processExitsWith: .failure) { _ = BatchNorm2d(0) }
    await #expect(processExitsWith: .failure) { _ = BatchNorm1d(2, momentum: 1.5) }
    await #expect(processExitsWith: .failure) { _ = BatchNorm2d(2)(Tensor.ones([2, 2, 2])) }
    await #expect(processExitsWith: .failure) { _ = BatchNorm2d(2)(Tensor.ones([2, 3, 2, 2])) }
    await #expect(processExitsWith: .failure) { _ = InstanceNorm1d(2, epsilon: -1) }
    await #expect(processExitsWith: .failure) { _ = InstanceNorm2d()(Tensor.ones([2, 2])) }
    await #expect(processExitsWith: .failure) { _ = LayerNorm([]) }
    await #expect(processExitsWith: .failure) { _ = RMSNorm(4, epsilon: -1) }
    await #expect(processExitsWith: .failure) { _ = GroupNorm(groups: 3, channels: 4) }
    await #expect(processExitsWith: .failure) { _ = LocalResponseNorm(0) }
    await #expect(processExitsWith: .failure) { _ = CrossMapLRN2d(0) }
    await #expect(processExitsWith: .failure) { _ = CrossMapLRN2d(3)(Tensor.zeros([1, 3, 2])) }
  }

  @Test func dropoutTakesProbabilities() async {
    await #expect(processExitsWith: .failure) { _ = Dropout2d(-0.1) }
    await #expect(processExitsWith: .failure) { _ = AlphaDropout(1.1) }
  }

  @Test func activations() async {
    await #expect(processExitsWith: .failure) { _ = RReLU(lower: 2, upper: 1) }
    await #expect(processExitsWith: .failure) { _ = PReLU(0) }
    await #expect(processExitsWith: .failure) { _ = CELU(alpha: 0) }
    await #expect(processExitsWith: .failure) { _ = Hardtanh(min: 1, max: 1) }
    await #expect(processExitsWith: .failure) { _ = Softshrink(lambda: -1) }
    await #expect(processExitsWith: .failure) { _ = Softplus(beta: 0) }
    await #expect(processExitsWith: .failure) { _ = Softmax2d()(Tensor.ones([2, 2])) }
  }

  @Test func embeddingsAndShapes() async {
    await #expect(processExitsWith: .failure) { _ = Embedding(3, 2, paddingIndex: 3) }
    await #expect(processExitsWith: .failure) { _ = Embedding(pretrained: Tensor.ones([3])) }
    await #expect(processExitsWith: .failure) { _ = EmbeddingBag(3, 2, paddingIndex: -4) }
    await #expect(processExitsWith: .failure) { _ = Unflatten(axis: 1, into: [-1, -1]) }
    await #expect(processExitsWith: .failure) { _ = PixelShuffle(0) }
    await #expect(processExitsWith: .failure) { _ = PixelUnshuffle(0) }
    await #expect(processExitsWith: .failure) { _ = ChannelShuffle(0) }
    await #expect(processExitsWith: .failure) { _ = Upsample(size: 2, alignCorners: true) }
  }
}
