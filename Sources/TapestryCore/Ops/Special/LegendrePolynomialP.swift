import CKernels

extension Tensor {
  /// The Legendre polynomial of the degree beside each element; operands broadcast.
  ///
  /// A degree's fraction is cut off; of a negative one the polynomial is 0. Integers and bool give float32. Never on the tape, as in
  /// PyTorch. `torch.special.legendre_polynomial_p`.
  public func legendrePolynomialP(
    _ degree: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    specialValue(TK_LEGENDRE_P, degree, "legendrePolynomialP", file: file, line: line)
  }

  public func legendrePolynomialP(_ degree: Int) -> Tensor {
    legendrePolynomialP(.number(degree, beside: self))
  }
}
