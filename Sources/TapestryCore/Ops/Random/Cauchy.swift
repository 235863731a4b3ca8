import CKernels

extension Tensor {
  /// Numbers of the Cauchy distribution, which has no mean. `torch.Tensor.cauchy_`.
  ///
  /// - Parameters:
  ///   - median: half of the numbers are below.
  ///   - scale: half of the numbers are within this of the median; positive.
  ///   - dtype: of floating point.
  ///   - generator: ``defaultGenerator`` unless given.
  public static func cauchy(
    _ shape: Shape, median: Double = 0, scale: Double = 1, dtype: DType = .float32,
    generator: Generator? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    drawn("cauchy", shape, dtype, file: file, line: line) {
      draw("cauchy", median, scale, into: $0, generator, file: file, line: line)
    }
  }

  /// Overwrites the elements with numbers of the Cauchy distribution. `torch.Tensor.cauchy_`.
  public func fillCauchy(
    median: Double = 0, scale: Double = 1, generator: Generator? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) {
    overwrite("fillCauchy", file: file, line: line) {
      Tensor.draw("fillCauchy", median, scale, into: $0, generator, file: file, line: line)
    }
  }

  private static func draw(
    _ op: StaticString, _ median: Double, _ scale: Double, into output: Tensor,
    _ generator: Generator?, file: StaticString, line: UInt
  ) {
    demand(scale > 0, "\(op): a scale must be positive, not \(scale)", file: file, line: line)
    RandomKernel.draw(
      .uniform,
      [
        .binary(TK_SUB, 0.5), .binary(TK_MUL, .pi), .unary(TK_TAN), .binary(TK_MUL, scale),
        .binary(TK_ADD, median),
      ], into: output, generator ?? defaultGenerator)
  }
}
