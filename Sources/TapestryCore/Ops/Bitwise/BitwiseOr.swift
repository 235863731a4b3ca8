import CKernels

extension Tensor {
  /// The bits that either element of each pair of integers has; of bools, whether either holds. Operands broadcast.
  ///
  /// `torch.bitwise_or`.
  public func bitwiseOr(
    _ other: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    BitwiseOr.applyToIntegers(self, other, file: file, line: line)
  }

  public func bitwiseOr(
    _ other: some TensorElement, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    bitwiseOr(.number(other, beside: self), file: file, line: line)
  }

  /// As ``bitwiseOr(_:file:line:)-(Tensor,_,_)``.
  public static func | (a: Tensor, b: Tensor) -> Tensor { BitwiseOr.applyToIntegers(a, b) }

  public static func | (a: Tensor, b: some TensorElement) -> Tensor {
    BitwiseOr.applyToIntegers(a, .number(b, beside: a))
  }

  public static func | (a: some TensorElement, b: Tensor) -> Tensor {
    BitwiseOr.applyToIntegers(.number(a, beside: b), b)
  }

  /// Changes `a` in place; its shape and dtype stay.
  public static func |= (a: Tensor, b: Tensor) { BitwiseOr.applyInPlace(a, b) }

  public static func |= (a: Tensor, b: some TensorElement) {
    BitwiseOr.applyInPlace(a, .number(b, beside: a))
  }
}

struct BitwiseOr: IntegerBinaryOp {
  static let name = "bitwiseOr"
  static let kernel = TK_BITWISE_OR
  static let takesBool = true

  init(_ a: Tensor, _ b: Tensor, result: Tensor) {}
}
