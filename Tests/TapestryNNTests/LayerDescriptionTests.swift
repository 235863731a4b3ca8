import TapestryCore
import TapestryNN
import Testing

/// What layers print, which is what PyTorch prints in the form of Swift.
@Suite struct LayerDescriptionTests {
  @Test func layersPrintTheirSettings() {
    let expected: [(Module, String)] = [
      (Linear(3, 2, bias: false), "Linear(3, 2, bias: false)"),
      (Bilinear(1, 2, 3), "Bilinear(1, 2, 3)"),
      (Conv1d(2, 4, kernelSize: 3), "Conv1d(2, 4, kernelSize: 3, stride: 1)"),
      (
        Conv2d(
          2, 4, kernelSize: [3, 1], padding: .same, dilation: 2, groups: 2, bias: false,
          paddingMode: .reflect),
        "Conv2d(2, 4, kernelSize: [3, 1], stride: 1, padding: .same, dilation: 2, groups: 2, bias: false, paddingMode: .reflect)"
      ),
      (
        ConvTranspose2d(2, 4, kernelSize: 3, stride: 2, padding: 1, outputPadding: 1),
        "ConvTranspose2d(2, 4, kernelSize: 3, stride: 2, padding: 1, outputPadding: 1)"
      ),
      (
        MaxPool2d(kernelSize: 2),
        "MaxPool2d(kernelSize: 2, stride: 2, padding: 0, dilation: 1, ceilMode: false)"
      ),
      (MaxUnpool1d(kernelSize: 2), "MaxUnpool1d(kernelSize: 2, stride: 2, padding: 0)"),
      (
        AvgPool2d(kernelSize: 2, countIncludePad: false, divisorOverride: 3),
        "AvgPool2d(kernelSize: 2, stride: 2, padding: 0, countIncludePad: false, divisorOverride: 3)"
      ),
      (
        LPPool1d(normType: 2, kernelSize: 3),
        "LPPool1d(normType: 2.0, kernelSize: 3, ceilMode: false)"
      ),
      (AdaptiveAvgPool2d([nil, 2]), "AdaptiveAvgPool2d([nil, 2])"),
      (
        FractionalMaxPool2d(kernelSize: 2, outputRatio: 0.5),
        "FractionalMaxPool2d(kernelSize: 2, outputRatio: 0.5)"
      ),
      (ZeroPad1d(2), "ZeroPad1d([2, 2])"),
      (ConstantPad1d([1, 0], value: 3), "ConstantPad1d([1, 0], value: 3.0)"),
      (
        BatchNorm2d(3),
        "BatchNorm2d(3, epsilon: 1e-05, momentum: 0.1, affine: true, trackRunningStats: true)"
      ),
      (
        BatchNorm2d(momentum: nil),
        "BatchNorm2d(epsilon: 1e-05, momentum: nil, affine: true, trackRunningStats: true)"
      ),
      (
        InstanceNorm1d(3),
        "InstanceNorm1d(3, epsilon: 1e-05, momentum: 0.1, affine: false, trackRunningStats: false)"
      ),
      (
        LayerNorm(3, bias: false),
        "LayerNorm([3], epsilon: 1e-05, elementwiseAffine: true, bias: false)"
      ),
      (RMSNorm([2, 3]), "RMSNorm([2, 3], epsilon: nil, elementwiseAffine: true)"),
      (
        GroupNorm(groups: 2, channels: 4),
        "GroupNorm(groups: 2, channels: 4, epsilon: 1e-05, affine: true)"
      ),
      (CrossMapLRN2d(3), "CrossMapLRN2d(3, alpha: 0.0001, beta: 0.75, k: 1.0)"),
      (LocalResponseNorm(2), "LocalResponseNorm(2, alpha: 0.0001, beta: 0.75, k: 1.0)"),
      (Dropout2d(0.3), "Dropout2d(0.3)"), (LeakyReLU(), "LeakyReLU(negativeSlope: 0.01)"),
      (PReLU(3), "PReLU(3)"), (Hardtanh(), "Hardtanh(min: -1.0, max: 1.0)"),
      (Threshold(0.1, value: 20), "Threshold(0.1, value: 20.0)"), (GLU(), "GLU(axis: -1)"),
      (Softplus(), "Softplus(beta: 1.0, threshold: 20.0)"), (ReLU(), "ReLU()"),
      (Embedding(5, 2, paddingIndex: -1), "Embedding(5, 2, paddingIndex: 4)"),
      (EmbeddingBag(5, 2), "EmbeddingBag(5, 2, mode: .mean)"),
      (Unflatten(axis: 1, into: [2, -1]), "Unflatten(axis: 1, into: [2, -1])"),
      (PixelShuffle(2), "PixelShuffle(2)"),
      (
        Upsample(scaleFactor: 2, mode: .bilinear), "Upsample(scaleFactor: 2.0, mode: .bilinear)"
      ),
      (Unfold(kernelSize: 2), "Unfold(kernelSize: 2, dilation: 1, padding: 0, stride: 1)"),
      (CosineSimilarity(), "CosineSimilarity(axis: 1, epsilon: 1e-08)"),
    ]
    for (module, text) in expected { #expect(module.description == text) }
  }
}
