import CKernels

extension Tensor {
  /// The Hermite polynomial as probability theory scales it, of the degree beside each element; operands broadcast.
  ///
  /// A degree's fraction is cut off; of a negative one the polynomial is 0. Above 512 the result is NaN. Integers and bool give float32. Never on the tape, as in
  /// PyTorch. `torch.special.hermite_polynomial_he`.
  public func hermitePolynomialHe(
    _ degree: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    specialValue(TK_HERMITE_HE, degree, "hermitePolynomialHe", file: file, line: line)
  }

  public func hermitePolynomialHe(_ degree: Int) -> Tensor {
    hermitePolynomialHe(.number(degree, beside: self))
  }
}
