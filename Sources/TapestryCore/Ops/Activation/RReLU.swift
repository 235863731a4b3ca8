extension Tensor {
  /// Each element where it is positive, else a random number from `lower` to `upper` times it, which is the same for the derivative;
  /// when not training, their middle. `torch.nn.functional.rrelu`; Xu et al., 2015.
  ///
  /// - Parameters:
  ///   - lower: at most `upper`.
  /// - Requires: a floating-point dtype.
  public func rrelu(
    lower: Double = 1.0 / 8, upper: Double = 1.0 / 3, isTraining: Bool = false,
    generator: Generator? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(
      dtype.isFloatingPoint, "rrelu: needs a floating-point dtype, not \(dtype)", file: file,
      line: line)
    demand(
      lower <= upper && lower.isFinite && upper.isFinite, "rrelu: slopes from \(lower) to \(upper)",
      file: file, line: line)
    if !isTraining { return leakyReLU(negativeSlope: (lower + upper) / 2) }
    let random = Tensor.rand(shape, dtype: dtype, generator: generator)
    let slopes = Tensor.where(self .> 0, 1, random * (upper - lower) + lower)
    return self * slopes
  }
}
