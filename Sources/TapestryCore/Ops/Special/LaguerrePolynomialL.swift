import CKernels

extension Tensor {
  /// The Laguerre polynomial of the degree beside each element; operands broadcast.
  ///
  /// A degree's fraction is cut off; of a negative one the polynomial is 0. Integers and bool give float32. Never on the tape, as in
  /// PyTorch. `torch.special.laguerre_polynomial_l`.
  public func laguerrePolynomialL(
    _ degree: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    specialValue(TK_LAGUERRE_L, degree, "laguerrePolynomialL", file: file, line: line)
  }

  public func laguerrePolynomialL(_ degree: Int) -> Tensor {
    laguerrePolynomialL(.number(degree, beside: self))
  }
}
