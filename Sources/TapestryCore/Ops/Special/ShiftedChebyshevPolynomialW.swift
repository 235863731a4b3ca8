import CKernels

extension Tensor {
  /// The Chebyshev polynomial of the fourth kind of `2x - 1`, of the degree beside each element; operands broadcast.
  ///
  /// A degree's fraction is cut off; of a negative one the polynomial is 0. Integers and bool give float32. Never on the tape, as in
  /// PyTorch. `torch.special.shifted_chebyshev_polynomial_w`.
  public func shiftedChebyshevPolynomialW(
    _ degree: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    specialValue(
      TK_SHIFTED_CHEBYSHEV_W, degree, "shiftedChebyshevPolynomialW", file: file, line: line)
  }

  public func shiftedChebyshevPolynomialW(_ degree: Int) -> Tensor {
    shiftedChebyshevPolynomialW(.number(degree, beside: self))
  }
}
