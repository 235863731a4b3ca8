import CKernels

extension Tensor {
  /// Each integer with its bits moved to the left by the number beside it; operands broadcast.
  ///
  /// A negative number, or one as large as the width, moves all bits out. `torch.bitwise_left_shift`.
  public func bitwiseLeftShift(
    _ other: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    BitwiseLeftShift.applyToIntegers(self, other, file: file, line: line)
  }

  public func bitwiseLeftShift(
    _ other: some TensorElement, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    bitwiseLeftShift(.number(other, beside: self), file: file, line: line)
  }

  /// As ``bitwiseLeftShift(_:file:line:)-(Tensor,_,_)``.
  public static func << (a: Tensor, b: Tensor) -> Tensor { BitwiseLeftShift.applyToIntegers(a, b) }

  public static func << (a: Tensor, b: some TensorElement) -> Tensor {
    BitwiseLeftShift.applyToIntegers(a, .number(b, beside: a))
  }

  public static func << (a: some TensorElement, b: Tensor) -> Tensor {
    BitwiseLeftShift.applyToIntegers(.number(a, beside: b), b)
  }

  /// Changes `a` in place; its shape and dtype stay.
  public static func <<= (a: Tensor, b: Tensor) { BitwiseLeftShift.applyInPlace(a, b) }

  public static func <<= (a: Tensor, b: some TensorElement) {
    BitwiseLeftShift.applyInPlace(a, .number(b, beside: a))
  }
}

struct BitwiseLeftShift: IntegerBinaryOp {
  static let name = "bitwiseLeftShift"
  static let kernel = TK_SHIFT_LEFT

  init(_ a: Tensor, _ b: Tensor, result: Tensor) {}
}
