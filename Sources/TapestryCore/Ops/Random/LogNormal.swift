import CKernels

extension Tensor {
  /// Numbers whose logarithms are normal. `torch.Tensor.log_normal_`.
  ///
  /// - Parameters:
  ///   - mean: of the logarithms.
  ///   - std: the logarithms' standard deviation; positive.
  ///   - dtype: of floating point.
  ///   - generator: ``defaultGenerator`` unless given.
  public static func logNormal(
    _ shape: Shape, mean: Double = 1, std: Double = 2, dtype: DType = .float32,
    generator: Generator? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    drawn("logNormal", shape, dtype, file: file, line: line) {
      draw("logNormal", mean, std, into: $0, generator, file: file, line: line)
    }
  }

  /// Overwrites the elements with numbers whose logarithms are normal. `torch.Tensor.log_normal_`.
  public func fillLogNormal(
    mean: Double = 1, std: Double = 2, generator: Generator? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    overwrite("fillLogNormal", file: file, line: line) {
      Tensor.draw("fillLogNormal", mean, std, into: $0, generator, file: file, line: line)
    }
  }

  private static func draw(
    _ op: StaticString, _ mean: Double, _ std: Double, into output: Tensor,
    _ generator: Generator?, file: StaticString, line: UInt
  ) {
    demand(
      std > 0, "\(op): a standard deviation must be positive, not \(std)", file: file, line: line)
    RandomKernel.draw(
      .normal, [.binary(TK_MUL, std), .binary(TK_ADD, mean), .unary(TK_EXP)], into: output,
      generator ?? defaultGenerator)
  }
}
