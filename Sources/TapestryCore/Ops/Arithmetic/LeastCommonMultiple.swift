import CKernels

extension Tensor {
  /// The least common multiple of each pair of integers, at least 0; 0 where one is 0. It wraps where it overflows. Operands broadcast.
  ///
  /// `torch.lcm`.
  public func lcm(
    _ other: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    LeastCommonMultiple.applyToIntegers(self, other, file: file, line: line)
  }

  public func lcm(
    _ other: some TensorElement, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    lcm(.number(other, beside: self), file: file, line: line)
  }
}

struct LeastCommonMultiple: IntegerBinaryOp {
  static let name = "lcm"
  static let kernel = TK_LCM

  init(_ a: Tensor, _ b: Tensor, result: Tensor) {}
}
