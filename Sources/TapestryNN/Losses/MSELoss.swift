import TapestryCore

/// The mean of the squared differences.
///
/// - Parameters:
///   - predictions: of any shape and a floating-point dtype.
///   - targets: of the same shape. Shapes that would broadcast are a mistake: `[n]` against `[n, 1]` would be n² differences.
/// - Returns: a scalar, or the predictions' shape where nothing is reduced.
///
/// `torch.nn.functional.mse_loss`.
public func mseLoss(
  _ predictions: Tensor, _ targets: Tensor, reduction: LossReduction = .mean,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  demand(
    predictions.shape == targets.shape,
    "mseLoss: predictions \(predictions.shape) and targets \(targets.shape) must have one shape",
    file: file, line: line)
  let losses = (predictions - targets).square()
  return switch reduction {
  case .none: losses
  case .sum: losses.sum()
  case .mean: losses.mean(file: file, line: line)
  }
}

/// ``mseLoss(_:_:reduction:file:line:)`` as a module. `torch.nn.MSELoss`.
public final class MSELoss: Module, Loss {
  public let reduction: LossReduction

  public init(reduction: LossReduction = .mean) {
    self.reduction = reduction
    super.init()
  }

  public func forward(_ predictions: Tensor, _ targets: Tensor) -> Tensor {
    mseLoss(predictions, targets, reduction: reduction)
  }
}
