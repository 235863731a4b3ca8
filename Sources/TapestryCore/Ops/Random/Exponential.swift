import CKernels

extension Tensor {
  /// Waiting times for what happens `rate` times in a unit of time: positive numbers of mean `1 / rate`. `torch.Tensor.exponential_`.
  ///
  /// - Parameters:
  ///   - rate: positive.
  ///   - dtype: of floating point.
  ///   - generator: ``defaultGenerator`` unless given.
  public static func exponential(
    _ shape: Shape, rate: Double = 1, dtype: DType = .float32, generator: Generator? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    drawn("exponential", shape, dtype, file: file, line: line) {
      draw("exponential", rate, into: $0, generator, file: file, line: line)
    }
  }

  /// Overwrites the elements with waiting times. `torch.Tensor.exponential_`.
  public func fillExponential(
    rate: Double = 1, generator: Generator? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    overwrite("fillExponential", file: file, line: line) {
      Tensor.draw("fillExponential", rate, into: $0, generator, file: file, line: line)
    }
  }

  private static func draw(
    _ op: StaticString, _ rate: Double, into output: Tensor, _ generator: Generator?,
    file: StaticString, line: UInt
  ) {
    demand(rate > 0, "\(op): a rate must be positive, not \(rate)", file: file, line: line)
    // The logarithm of 1 is 0, which no waiting time is: half the finest step below stands in for it.
    let least: Double = output.dtype == .float64 ? -0x1p-54 : -0x1p-33
    RandomKernel.draw(
      .positive, [.unary(TK_LOG), .binary(TK_MINIMUM, least), .binary(TK_MUL, -1 / rate)],
      into: output, generator ?? defaultGenerator)
  }
}
