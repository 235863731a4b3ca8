import CKernels

extension Tensor {
  /// The Chebyshev polynomial of the second kind of the degree beside each element; operands broadcast.
  ///
  /// A degree's fraction is cut off; of a negative one the polynomial is 0. Integers and bool give float32. Never on the tape, as in
  /// PyTorch. `torch.special.chebyshev_polynomial_u`.
  public func chebyshevPolynomialU(
    _ degree: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    specialValue(TK_CHEBYSHEV_U, degree, "chebyshevPolynomialU", file: file, line: line)
  }

  public func chebyshevPolynomialU(_ degree: Int) -> Tensor {
    chebyshevPolynomialU(.number(degree, beside: self))
  }
}
