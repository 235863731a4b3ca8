import CKernels

extension Tensor {
  /// The greatest common divisor of each pair of integers, at least 0; that of 0 and 0 is 0. Operands broadcast. `torch.gcd`.
  public func gcd(
    _ other: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    GreatestCommonDivisor.applyToIntegers(self, other, file: file, line: line)
  }

  public func gcd(
    _ other: some TensorElement, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    gcd(.number(other, beside: self), file: file, line: line)
  }
}

struct GreatestCommonDivisor: IntegerBinaryOp {
  static let name = "gcd"
  static let kernel = TK_GCD

  init(_ a: Tensor, _ b: Tensor, result: Tensor) {}
}
