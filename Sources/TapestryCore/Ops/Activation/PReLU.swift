extension Tensor {
  /// Each element where it is positive, else `weight` times it. `torch.nn.functional.prelu`; He et al., 2015.
  ///
  /// - Parameter weight: a scalar, one number, or one for each channel, which are axis 1 (of a single axis, it).
  /// - Requires: floating-point dtypes.
  public func prelu(
    _ weight: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(
      dtype.isFloatingPoint && weight.dtype == dtype,
      "prelu: needs one floating-point dtype, not \(dtype) and a weight of \(weight.dtype)",
      file: file, line: line)
    let channels = rank >= 2 ? shape[1] : 1
    demand(
      weight.rank <= 1 && (weight.count == 1 || weight.count == channels),
      "prelu: a weight of shape \(weight.shape) for \(channels) channels of shape \(shape)",
      file: file, line: line)
    var slopes = weight
    if weight.rank == 1 && weight.count == 1 { slopes = weight.reshaped(to: []) }
    if weight.count > 1 {
      slopes = weight.reshaped(to: Shape([channels] + Array(repeating: 1, count: rank - 2)))
    }
    let isPositive = self .> 0
    return kept(where: isPositive) + slopes * maskedFill(isPositive, with: 0)
  }
}
