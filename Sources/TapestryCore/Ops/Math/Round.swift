import CKernels
import Glibc

extension Tensor {
  /// Each element rounded to the nearest whole number, halves to the even one. Integers stay as they are; not for bool. The derivative is 0. `torch.round`.
  public func rounded(file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    RoundStep.apply(to: self, file: file, line: line)
  }

  /// Each element rounded to `decimals` places behind the point, before it where negative; halves to the even digit. Of a floating-point
  /// dtype. `torch.round` with `decimals`.
  public func rounded(
    decimals: Int, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    if decimals == 0 { return rounded(file: file, line: line) }
    demand(
      dtype.isFloatingPoint,
      "rounded: to \(decimals) decimals needs a floating-point dtype, not \(dtype)", file: file,
      line: line)
    if dtype.computeType != dtype { return computed { $0.rounded(decimals: decimals) } }
    // A power of ten above 1 is exact up to 10²²; its reciprocal never is.
    let scale = Glibc.pow(10, Double(decimals.magnitude))
    let result = noGrad {
      decimals > 0 ? (self * scale).rounded() / scale : (self / scale).rounded() * scale
    }
    return result.recorded(self, StepDerivative())
  }
}

enum RoundStep: UnaryOp {
  static let name = "rounded"
  static let kernel = TK_ROUND
  static let keepsIntegers = true
  static var derivative: UnaryDerivative { .ofGradient { .zeros(like: $0) } }
}
