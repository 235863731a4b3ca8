import CKernels

extension Tensor {
  /// Each integer with its bits moved to the right by the number beside it, copies of the sign following; operands broadcast.
  ///
  /// A negative number, or one as large as the width, leaves nothing but the sign. `torch.bitwise_right_shift`.
  public func bitwiseRightShift(
    _ other: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    BitwiseRightShift.applyToIntegers(self, other, file: file, line: line)
  }

  public func bitwiseRightShift(
    _ other: some TensorElement, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    bitwiseRightShift(.number(other, beside: self), file: file, line: line)
  }

  /// As ``bitwiseRightShift(_:file:line:)-(Tensor,_,_)``.
  public static func >> (a: Tensor, b: Tensor) -> Tensor { BitwiseRightShift.applyToIntegers(a, b) }

  public static func >> (a: Tensor, b: some TensorElement) -> Tensor {
    BitwiseRightShift.applyToIntegers(a, .number(b, beside: a))
  }

  public static func >> (a: some TensorElement, b: Tensor) -> Tensor {
    BitwiseRightShift.applyToIntegers(.number(a, beside: b), b)
  }

  /// Changes `a` in place; its shape and dtype stay.
  public static func >>= (a: Tensor, b: Tensor) { BitwiseRightShift.applyInPlace(a, b) }

  public static func >>= (a: Tensor, b: some TensorElement) {
    BitwiseRightShift.applyInPlace(a, .number(b, beside: a))
  }
}

struct BitwiseRightShift: IntegerBinaryOp {
  static let name = "bitwiseRightShift"
  static let kernel = TK_SHIFT_RIGHT

  init(_ a: Tensor, _ b: Tensor, result: Tensor) {}
}
