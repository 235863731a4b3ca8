import TapestryCore
import TapestryTesting
import Testing

/// Normalisation by kernels equals the plain expressions, in single precision and on inputs that threads share.
@Suite struct NormalizationTests {
  private let x = SampleInput.reals([33, 12, 40], in: -1...3, seed: 1).tensor
  private let weight = SampleInput.reals([12], seed: 2).tensor
  private let bias = SampleInput.reals([12], seed: 3).tensor

  private func normalized(_ x: Tensor, axes: [Int]) -> Tensor {
    let centered = x - x.mean(axes: axes, keepDims: true)
    return centered * (centered.square().mean(axes: axes, keepDims: true) + 1e-5).rsqrt()
  }

  private func affine(_ x: Tensor, _ weight: Tensor, _ bias: Tensor) -> Tensor {
    x * weight.reshaped(to: [1, 12, 1]) + bias.reshaped(to: [1, 12, 1])
  }

  /// Results and derivatives of both functions, in both precisions.
  private func expectEqual(
    _ fused: ([Tensor]) -> Tensor, _ plain: ([Tensor]) -> Tensor, _ inputs: [Tensor]
  ) throws {
    let seed = SampleInput.reals(Array(inputs[0].shape), seed: 9).tensor
    func results(_ function: ([Tensor]) -> Tensor, _ dtype: DType) -> [Tensor] {
      let leaves = inputs.map { $0.cast(to: dtype).detach().requiringGrad() }
      let result = function(leaves)
      let gradients = grad(of: result, with: leaves, gradient: seed.cast(to: dtype))
      return [result.detach()] + gradients.compactMap(\.self)
    }
    let expected = results(plain, .float64)
    for (a, b) in zip(results(fused, .float64), expected) {
      try assertClose(a, b, tolerance: Tolerance(relative: 1e-9, absolute: 1e-9))
    }
    for (a, b) in zip(results(fused, .float32), expected) {
      let scale = b.abs().max().item()
      try assertClose(
        a, b, tolerance: Tolerance(relative: 1e-5, absolute: 2e-6 * Swift.max(scale, 1)),
        checksDType: false)
    }
  }

  @Test func batchNorm() throws {
    try expectEqual(
      { TapestryCore.batchNorm($0[0], weight: $0[1], bias: $0[2], isTraining: true) },
      { affine(normalized($0[0], axes: [0, 2]), $0[1], $0[2]) }, [x, weight, bias])
  }

  @Test func batchNormOfVectors() throws {
    let rows = x.transposed(1, 2).reshaped(to: [33 * 40, 12])
    try expectEqual(
      { TapestryCore.batchNorm($0[0], weight: $0[1], bias: $0[2], isTraining: true) },
      { normalized($0[0], axes: [0]) * $0[1] + $0[2] }, [rows, weight, bias])
  }

  @Test func groupNorm() throws {
    try expectEqual(
      { TapestryCore.groupNorm($0[0], groups: 3, weight: $0[1], bias: $0[2]) },
      {
        let groups = normalized($0[0].reshaped(to: [33, 3, 160]), axes: [2])
        return affine(groups.reshaped(to: [33, 12, 40]), $0[1], $0[2])
      }, [x, weight, bias])
  }

  @Test func layerNorm() throws {
    let factors = [4, 5].map { SampleInput.reals([12, 40], seed: $0).tensor }
    try expectEqual(
      {
        TapestryCore.layerNorm($0[0], normalizedShape: [12, 40], weight: $0[1], bias: $0[2])
      },
      { normalized($0[0], axes: [1, 2]) * $0[1] + $0[2] }, [x] + factors)
  }

  @Test func rmsNorm() throws {
    let factor = SampleInput.reals([12, 40], seed: 4).tensor
    try expectEqual(
      { TapestryCore.rmsNorm($0[0], normalizedShape: [12, 40], weight: $0[1], epsilon: 1e-5) },
      { $0[0] * ($0[0].square().mean(axes: [1, 2], keepDims: true) + 1e-5).rsqrt() * $0[1] },
      [x, factor])
  }

  /// What follows the batch in training is what evaluation then goes by.
  @Test func runningStatisticsMoveTowardsTheBatch() {
    let (mean, variance) = (Tensor.zeros([12]), Tensor.ones([12]))
    for _ in 0..<60 {
      _ = TapestryCore.batchNorm(
        x.cast(to: .float32), runningMean: mean, runningVar: variance, isTraining: true,
        momentum: 0.5)
    }
    let batch = x.mean(axes: [0, 2])
    #expect(
      difference(
        of: mean, from: batch, tolerance: Tolerance(relative: 1e-5, absolute: 1e-5),
        checksDType: false) == nil)
    let y = TapestryCore.batchNorm(
      x.cast(to: .float32), runningMean: mean, runningVar: variance)
    #expect(y.mean(axes: [0, 2]).abs().max().item() < 1e-4)
  }

  /// Evaluation's derivative goes by the statistics of its own time, though training changes them before the backward pass.
  @Test func laterTrainingDoesNotChangeAnEarlierDerivative() {
    let (mean, variance) = (Tensor.zeros([12]), Tensor.ones([12]))
    let input = x.cast(to: .float32).detach().requiringGrad()
    let scale = Tensor.ones([12]).requiringGrad()
    let y = TapestryCore.batchNorm(input, runningMean: mean, runningVar: variance, weight: scale)
    _ = TapestryCore.batchNorm(
      input.detach(), runningMean: mean, runningVar: variance, isTraining: true)
    y.sum().backward()
    let expected = input.detach().sum(axes: [0, 2])
    #expect(
      difference(
        of: scale.grad!, from: expected, tolerance: Tolerance(relative: 1e-4, absolute: 1e-3))
        == nil)
  }

  /// A large mean does not swallow a small variance.
  @Test func farFromZero() {
    let x = (self.x + 1000).cast(to: .float32)
    let y = TapestryCore.batchNorm(x, isTraining: true)
    let expected = normalized(x.cast(to: .float64), axes: [0, 2])
    #expect(
      difference(
        of: y, from: expected, tolerance: Tolerance(relative: 0, absolute: 2e-4), checksDType: false
      )
        == nil)
  }
}
