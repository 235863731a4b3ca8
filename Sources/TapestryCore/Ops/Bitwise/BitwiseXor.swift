import CKernels

extension Tensor {
  /// The bits that one element of each pair of integers has but not both; of bools, whether they differ. Operands broadcast.
  ///
  /// `torch.bitwise_xor`.
  public func bitwiseXor(
    _ other: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    BitwiseXor.applyToIntegers(self, other, file: file, line: line)
  }

  public func bitwiseXor(
    _ other: some TensorElement, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    bitwiseXor(.number(other, beside: self), file: file, line: line)
  }

  /// As ``bitwiseXor(_:file:line:)-(Tensor,_,_)``.
  public static func ^ (a: Tensor, b: Tensor) -> Tensor { BitwiseXor.applyToIntegers(a, b) }

  public static func ^ (a: Tensor, b: some TensorElement) -> Tensor {
    BitwiseXor.applyToIntegers(a, .number(b, beside: a))
  }

  public static func ^ (a: some TensorElement, b: Tensor) -> Tensor {
    BitwiseXor.applyToIntegers(.number(a, beside: b), b)
  }

  /// Changes `a` in place; its shape and dtype stay.
  public static func ^= (a: Tensor, b: Tensor) { BitwiseXor.applyInPlace(a, b) }

  public static func ^= (a: Tensor, b: some TensorElement) {
    BitwiseXor.applyInPlace(a, .number(b, beside: a))
  }
}

struct BitwiseXor: IntegerBinaryOp {
  static let name = "bitwiseXor"
  static let kernel = TK_BITWISE_XOR
  static let takesBool = true

  init(_ a: Tensor, _ b: Tensor, result: Tensor) {}
}
