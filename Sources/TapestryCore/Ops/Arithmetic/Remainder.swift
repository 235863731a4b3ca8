import CKernels

extension Tensor {
  /// What is left of each element after division by the one beside it, with the divisor's sign; operands broadcast.
  ///
  /// Dividing an integer by zero is a mistake; a floating-point number gives NaN. `torch.remainder`.
  public func remainder(
    dividingBy divisor: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    Tensor.checkDivisor("remainder", self, divisor, file: file, line: line)
    return Remainder.apply(self, divisor, file: file, line: line)
  }

  public func remainder(
    dividingBy divisor: some TensorElement, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    remainder(dividingBy: .number(divisor, beside: self), file: file, line: line)
  }

  /// As `remainder(dividingBy:)`.
  public static func % (a: Tensor, b: Tensor) -> Tensor { a.remainder(dividingBy: b) }
  public static func % (a: Tensor, b: some TensorElement) -> Tensor { a.remainder(dividingBy: b) }
  public static func % (a: some TensorElement, b: Tensor) -> Tensor {
    Tensor.number(a, beside: b).remainder(dividingBy: b)
  }

  static func checkDivisor(
    _ op: StaticString, _ a: Tensor, _ b: Tensor, file: StaticString, line: UInt
  ) {
    if resultType(a, b).isFloatingPoint { return }
    demand(
      b.count == 0 || (b .!= 0).all().item(as: Bool.self), "\(op): an integer divided by zero",
      file: file, line: line)
  }
}

struct Remainder: PairOp {
  static let name = "remainder"
  static let kernel = TK_REMAINDER
  let left, right: SavedTensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, gradient)
    inputs.add(1, -gradient * left.value.floorDivided(by: right.value))
  }
}
