import CKernels
import Glibc

extension Tensor {
  /// How many trials it takes up to the first success: 1, 2, … `torch.Tensor.geometric_`.
  ///
  /// - Parameters:
  ///   - probability: of success in each trial; above 0, at most 1.
  ///   - dtype: any but bool; what an integer dtype does not hold is not guaranteed.
  ///   - generator: ``defaultGenerator`` unless given.
  public static func geometric(
    _ shape: Shape, probability: Double, dtype: DType = .float32, generator: Generator? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    drawn("geometric", shape, dtype, needsFractions: false, file: file, line: line) {
      draw("geometric", probability, into: $0, generator, file: file, line: line)
    }
  }

  /// Overwrites the elements with numbers of trials. `torch.Tensor.geometric_`.
  public func fillGeometric(
    probability: Double, generator: Generator? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    overwrite("fillGeometric", needsFractions: false, file: file, line: line) {
      Tensor.draw("fillGeometric", probability, into: $0, generator, file: file, line: line)
    }
  }

  private static func draw(
    _ op: StaticString, _ probability: Double, into output: Tensor, _ generator: Generator?,
    file: StaticString, line: UInt
  ) {
    demand(
      probability > 0 && probability <= 1,
      "\(op): a probability must be above 0 and at most 1, not \(probability)", file: file,
      line: line)
    demand(output.dtype != .bool, "\(op): bool holds no numbers of trials", file: file, line: line)
    // More than k trials are as likely as k failures: a uniform number below (1 - p)ᵏ.
    RandomKernel.draw(
      .positive,
      [
        .unary(TK_LOG), .binary(TK_DIV, Glibc.log1p(-probability)), .unary(TK_CEIL),
        .binary(TK_MAXIMUM, 1),
      ], into: output, generator ?? defaultGenerator)
  }
}
