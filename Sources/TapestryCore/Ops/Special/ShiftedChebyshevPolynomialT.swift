import CKernels

extension Tensor {
  /// The Chebyshev polynomial of the first kind of `2x - 1`, of the degree beside each element; operands broadcast.
  ///
  /// A degree's fraction is cut off; of a negative one the polynomial is 0. Integers and bool give float32. Never on the tape, as in
  /// PyTorch. `torch.special.shifted_chebyshev_polynomial_t`.
  public func shiftedChebyshevPolynomialT(
    _ degree: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    specialValue(
      TK_SHIFTED_CHEBYSHEV_T, degree, "shiftedChebyshevPolynomialT", file: file, line: line)
  }

  public func shiftedChebyshevPolynomialT(_ degree: Int) -> Tensor {
    shiftedChebyshevPolynomialT(.number(degree, beside: self))
  }
}
