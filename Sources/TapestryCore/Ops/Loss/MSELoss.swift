import CKernels

/// The mean of the squared differences.
///
/// - Parameters:
///   - predictions: of any shape and a floating-point dtype.
///   - targets: of the same shape. Shapes that would broadcast are a mistake: `[n]` against `[n, 1]` would be n² differences.
///   - weight: of the same shape; the mean divides by its sum.
/// - Returns: a scalar, or the predictions' shape where nothing is reduced.
///
/// `torch.nn.functional.mse_loss`.
public func mseLoss(
  _ predictions: Tensor, _ targets: Tensor, weight: Tensor? = nil,
  reduction: LossReduction = .mean, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let predictions = predictions.autocast(for: .loss)
  demandLossShapes("mseLoss", predictions, targets, weight: weight, file: file, line: line)
  let losses = SquaredDifference.apply(predictions, targets, file: file, line: line)
  if let weight {
    return reduction.reduce(losses, weights: weight, op: "mseLoss", file: file, line: line)
  }
  return reduction.reduce(losses, op: "mseLoss", file: file, line: line)
}

struct SquaredDifference: PairOp {
  static let name = "mseLoss"
  static let kernel = TK_SQUARED_DIFFERENCE
  let left, right: SavedTensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let (a, b) = (left.value, right.value)
    let slope =
      isRecording || a.dtype.computeType != a.dtype
      ? gradient * (a - b) * 2 : a.differences(b, times: gradient, 2)
    inputs.add(0, slope)
    inputs.add(1, -slope)
  }
}
