import CKernels

extension Tensor {
  /// What is left of each element without its whole part, with its sign: −2.25 gives −0.25. Of a floating-point dtype. `torch.frac`.
  public func frac(file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    demand(
      dtype.isFloatingPoint, "frac: needs a floating-point dtype, not \(dtype)", file: file,
      line: line)
    return FractionalPart.apply(to: self)
  }
}

enum FractionalPart: UnaryOp {
  static let name = "frac"
  static let kernel = TK_FRAC
  static var derivative: UnaryDerivative { .ofGradient { $0 } }
}
