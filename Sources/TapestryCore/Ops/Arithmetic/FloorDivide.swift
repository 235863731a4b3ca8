import CKernels

extension Tensor {
  /// The quotient of each pair of elements rounded down, in the operands' own dtype; they broadcast.
  ///
  /// Dividing an integer by zero is a mistake. The derivative is zero. `torch.floor_divide`.
  public func floorDivided(
    by divisor: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    Tensor.checkDivisor("floorDivided", self, divisor, file: file, line: line)
    return noGrad { FloorDivide.apply(self, divisor, file: file, line: line) }
  }

  public func floorDivided(
    by divisor: some TensorElement, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    floorDivided(by: .number(divisor, beside: self), file: file, line: line)
  }
}

struct FloorDivide: BinaryOp {
  static let name = "floorDivided"
  static let kernel = TK_FLOOR_DIV

  init(_ a: Tensor, _ b: Tensor, result: Tensor) {}

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    mistake("floorDivided: a step function is never recorded")
  }
}
