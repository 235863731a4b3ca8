import CKernels

/// How ``Tensor/divided(by:rounding:file:line:)-(Tensor,_,_,_)`` makes whole numbers of quotients.
public enum DivisionRounding: Sendable {
  /// Down, as Python's `//`.
  case floor
  /// Towards 0, as Swift's and C's `/` of integers.
  case trunc
}

extension Tensor {
  /// The quotient of each pair of elements rounded to a whole number, in the operands' own dtype; they broadcast.
  ///
  /// Dividing an integer by zero is a mistake. Not for bool. The derivative is 0. For a quotient with its fraction there
  /// is `/`. `torch.div` with `rounding_mode`.
  public func divided(
    by divisor: Tensor, rounding: DivisionRounding, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    demand(
      !(dtype == .bool && divisor.dtype == .bool), "divided: not defined for bool", file: file,
      line: line)
    _ = Tensor.broadcastShape("divided", self, divisor, file: file, line: line)
    Tensor.checkDivisor("divided", self, divisor, file: file, line: line)
    let quotient = noGrad {
      switch rounding {
      case .floor: FloorDivide.apply(self, divisor)
      case .trunc: TruncDivide.apply(self, divisor)
      }
    }
    return quotient.recorded(self, divisor, StepDerivative())
  }

  public func divided(
    by divisor: some TensorElement, rounding: DivisionRounding, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    divided(by: .number(divisor, beside: self), rounding: rounding, file: file, line: line)
  }
}

struct TruncDivide: BinaryOp {
  static let name = "divided"
  static let kernel = TK_TRUNC_DIV

  init(_ a: Tensor, _ b: Tensor, result: Tensor) {}

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    mistake("divided: a step function is never recorded by itself")
  }
}
