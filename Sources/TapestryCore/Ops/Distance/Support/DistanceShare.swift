extension Tensor {
  /// What of a distance's gradient arrives at the elements of the difference that it is the p-norm of, all three of one shape; by tensor
  /// operations, which can be differentiated in turn.
  ///
  /// Unlike the derivative of ``norm(_:axes:keepDims:dtype:file:line:)`` each of equal largest differences gets all of the gradient.
  static func distanceShare(
    of gradient: Tensor, _ difference: Tensor, distance: Tensor, p: Double
  ) -> Tensor {
    let x = difference
    if p == 0 { return .zeros(like: x) }
    if p == 1 { return gradient * x.sign() }
    if p == .infinity { return gradient * x.sign() * (x.abs() .== distance).cast(to: x.dtype) }
    // Where the formula divides by 0, a 1 stands in its place: neither the share nor its own derivative is NaN.
    let isZero = distance .== 0
    let length = distance.maskedFill(isZero, with: 1.0)
    if p == 2 { return (gradient * (x / length)).maskedFill(isZero, with: 0.0) }
    if p > 2 {
      return (gradient * (x * x.abs().pow(p - 2)) * length.pow(1 - p))
        .maskedFill(isZero, with: 0.0)
    }
    let safe = x.maskedFill(x .== 0, with: 1.0)
    return (gradient * (safe.sign() * safe.abs().pow(p - 1)) * length.pow(1 - p))
      .maskedFill(isZero .|| (x .== 0), with: 0.0)
  }
}
