import CKernels

extension Tensor {
  /// The Chebyshev polynomial of the fourth kind of the degree beside each element; operands broadcast.
  ///
  /// A degree's fraction is cut off; of a negative one the polynomial is 0. Integers and bool give float32. Never on the tape, as in
  /// PyTorch. `torch.special.chebyshev_polynomial_w`.
  public func chebyshevPolynomialW(
    _ degree: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    specialValue(TK_CHEBYSHEV_W, degree, "chebyshevPolynomialW", file: file, line: line)
  }

  public func chebyshevPolynomialW(_ degree: Int) -> Tensor {
    chebyshevPolynomialW(.number(degree, beside: self))
  }
}
