import CKernels

extension Tensor {
  /// The bits that both elements of each pair of integers have; of bools, whether both hold. Operands broadcast.
  ///
  /// `torch.bitwise_and`.
  public func bitwiseAnd(
    _ other: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    BitwiseAnd.applyToIntegers(self, other, file: file, line: line)
  }

  public func bitwiseAnd(
    _ other: some TensorElement, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    bitwiseAnd(.number(other, beside: self), file: file, line: line)
  }

  /// As ``bitwiseAnd(_:file:line:)-(Tensor,_,_)``.
  public static func & (a: Tensor, b: Tensor) -> Tensor { BitwiseAnd.applyToIntegers(a, b) }

  public static func & (a: Tensor, b: some TensorElement) -> Tensor {
    BitwiseAnd.applyToIntegers(a, .number(b, beside: a))
  }

  public static func & (a: some TensorElement, b: Tensor) -> Tensor {
    BitwiseAnd.applyToIntegers(.number(a, beside: b), b)
  }

  /// Changes `a` in place; its shape and dtype stay.
  public static func &= (a: Tensor, b: Tensor) { BitwiseAnd.applyInPlace(a, b) }

  public static func &= (a: Tensor, b: some TensorElement) {
    BitwiseAnd.applyInPlace(a, .number(b, beside: a))
  }
}

struct BitwiseAnd: IntegerBinaryOp {
  static let name = "bitwiseAnd"
  static let kernel = TK_BITWISE_AND
  static let takesBool = true

  init(_ a: Tensor, _ b: Tensor, result: Tensor) {}
}
