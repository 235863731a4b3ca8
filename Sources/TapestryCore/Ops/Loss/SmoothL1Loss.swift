import CKernels

/// Squared differences where these are small, absolute ones where they are large: `d² / 2β` up to β, `|d| - β / 2` from there.
///
/// - Parameters:
///   - predictions: of any shape and a floating-point dtype.
///   - targets: of the same shape.
///   - beta: at least 0, which makes it ``l1Loss(_:_:weight:reduction:file:line:)``.
/// - Returns: a scalar, or the predictions' shape where nothing is reduced.
///
/// `torch.nn.functional.smooth_l1_loss`; Girshick, 2015.
public func smoothL1Loss(
  _ predictions: Tensor, _ targets: Tensor, beta: Double = 1, reduction: LossReduction = .mean,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let predictions = predictions.autocast(for: .loss)
  demandLossShapes("smoothL1Loss", predictions, targets, file: file, line: line)
  demand(beta >= 0, "smoothL1Loss: beta \(beta) is negative", file: file, line: line)
  let difference = predictions - targets
  let losses =
    beta == 0 ? difference.abs() : RoundedCorner.apply(to: difference, beta)
  return reduction.reduce(losses, op: "smoothL1Loss", file: file, line: line)
}

/// `|x|` less half a width, with a parabola of the same slope in place of the corner, up to a distance of that width.
enum RoundedCorner: ParametricOp {
  static let name = "smoothL1Loss"
  static let kernel = TK_ROUNDED_CORNER

  static func derivative(_ gradient: Tensor, _ x: Tensor, _ width: Double) -> Tensor {
    gradient * (x.clamped(min: -width, max: width) * (1 / width))
  }
}
