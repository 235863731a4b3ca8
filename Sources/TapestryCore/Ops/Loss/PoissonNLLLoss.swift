import Glibc

/// The negative log likelihood of counts under a Poisson distribution, up to a constant: `exp(x) - t x`.
///
/// - Parameters:
///   - predictions: the logarithm of the expected count, or, without `logInput`, that count itself, whose loss is `x - t log(x + ε)`.
///   - targets: counts; broadcasts with the predictions.
///   - full: adds Stirling's approximation of the constant, `t log t - t + log(2πt) / 2`, where t is above 1.
///   - epsilon: keeps the logarithm finite.
/// - Returns: a scalar, or the common shape where nothing is reduced.
///
/// `torch.nn.functional.poisson_nll_loss`.
public func poissonNLLLoss(
  _ predictions: Tensor, _ targets: Tensor, logInput: Bool = true, full: Bool = false,
  epsilon: Double = 1e-8, reduction: LossReduction = .mean, file: StaticString = #fileID,
  line: UInt = #line
) -> Tensor {
  let predictions = predictions.autocast(for: .loss)
  demandBroadcast("poissonNLLLoss", predictions, targets, file: file, line: line)
  var losses =
    logInput
    ? predictions.exp() - targets * predictions
    : predictions - targets * (predictions + epsilon).log()
  if full {
    // Where it does not count, the approximation is that of 1, whose derivative is finite.
    let isSmall = targets .<= 1
    let t = Tensor.where(isSmall, 1.0, targets)
    let constant = t * t.log() - t + (t * (2 * Double.pi)).log() * 0.5
    losses = losses + constant.maskedFill(isSmall, with: 0.0)
  }
  return reduction.reduce(losses, op: "poissonNLLLoss", file: file, line: line)
}
