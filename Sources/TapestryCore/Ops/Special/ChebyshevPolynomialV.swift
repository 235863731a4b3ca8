import CKernels

extension Tensor {
  /// The Chebyshev polynomial of the third kind of the degree beside each element; operands broadcast.
  ///
  /// A degree's fraction is cut off; of a negative one the polynomial is 0. Integers and bool give float32. Never on the tape, as in
  /// PyTorch. `torch.special.chebyshev_polynomial_v`.
  public func chebyshevPolynomialV(
    _ degree: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    specialValue(TK_CHEBYSHEV_V, degree, "chebyshevPolynomialV", file: file, line: line)
  }

  public func chebyshevPolynomialV(_ degree: Int) -> Tensor {
    chebyshevPolynomialV(.number(degree, beside: self))
  }
}
