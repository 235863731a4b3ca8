import CKernels

extension Tensor {
  /// `log(1 + exp(x))` of each element, without overflow. Integers and bool give float32. `torch.nn.functional.softplus`.
  public func softplus() -> Tensor { Softplus.apply(to: self) }

  /// `log(1 + exp(beta · x)) / beta` of each element, and x itself where `beta · x` is above `threshold`. Integers and bool give float32.
  ///
  /// - Parameter beta: not 0.
  public func softplus(
    beta: Double, threshold: Double = 20, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(beta != 0 && !beta.isNaN, "softplus: a beta of \(beta)", file: file, line: line)
    if dtype.computeType != dtype {
      return computed { $0.softplus(beta: beta, threshold: threshold) }
    }
    let x = cast(to: dtype.promotedToFloat)
    let scaled = x * beta
    return Tensor.where(scaled .> threshold, x, scaled.softplus() / beta)
  }
}

enum Softplus: UnaryOp {
  static let name = "softplus"
  static let kernel = TK_SOFTPLUS
  static var derivative: UnaryDerivative { .ofInput { gradient, x in gradient * x.sigmoid() } }
}
