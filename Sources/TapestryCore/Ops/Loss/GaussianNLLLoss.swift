import Glibc

/// The negative log likelihood of targets under normal distributions: `(log v + (x - t)² / v) / 2`.
///
/// - Parameters:
///   - predictions: the expected values, of a floating-point dtype.
///   - targets: broadcasts with the predictions.
///   - variance: of the predictions' shape, or with a last size of 1, or without the last axis; none below 0. Where it is below
///     `epsilon` the loss is that of `epsilon`, and the derivative passes as if it were not.
///   - full: adds the constant `log(2π) / 2`.
/// - Returns: a scalar, or the common shape where nothing is reduced.
///
/// `torch.nn.functional.gaussian_nll_loss`; Nix & Weigend, 1994.
public func gaussianNLLLoss(
  _ predictions: Tensor, _ targets: Tensor, variance: Tensor, full: Bool = false,
  epsilon: Double = 1e-6, reduction: LossReduction = .mean, file: StaticString = #fileID,
  line: UInt = #line
) -> Tensor {
  let predictions = predictions.autocast(for: .loss)
  demandFloatingPoint("gaussianNLLLoss", predictions, file: file, line: line)
  demandBroadcast("gaussianNLLLoss", predictions, targets, file: file, line: line)
  demand(
    !(variance .< 0).any().item(as: Bool.self), "gaussianNLLLoss: a variance is negative",
    file: file, line: line)
  var v = variance
  if v.shape != predictions.shape {
    if Shape(predictions.shape.dropLast()) == v.shape && predictions.rank > 0 {
      v = v.unsqueezed(-1)
    } else {
      let differing = zip(predictions.shape, v.shape).filter { $0 != $1 }.map(\.1)
      demand(
        v.rank == predictions.rank && differing == [1],
        "gaussianNLLLoss: variance \(variance.shape) for predictions \(predictions.shape) must have their shape, a size of 1 in place of one of theirs, or lack the last axis",
        file: file, line: line)
    }
  }
  let raised = v.showing(v.clamped(min: epsilon))
  var losses = (raised.log() + (predictions - targets).square() / raised) * 0.5
  if full { losses = losses + 0.5 * log(2 * Double.pi) }
  return reduction.reduce(losses, op: "gaussianNLLLoss", file: file, line: line)
}

/// As above with one variance for all predictions.
public func gaussianNLLLoss(
  _ predictions: Tensor, _ targets: Tensor, variance: Double, full: Bool = false,
  epsilon: Double = 1e-6, reduction: LossReduction = .mean, file: StaticString = #fileID,
  line: UInt = #line
) -> Tensor {
  gaussianNLLLoss(
    predictions, targets, variance: .full(like: predictions, variance), full: full,
    epsilon: epsilon, reduction: reduction, file: file, line: line)
}
