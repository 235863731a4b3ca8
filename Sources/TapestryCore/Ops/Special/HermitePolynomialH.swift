import CKernels

extension Tensor {
  /// The Hermite polynomial as physicists scale it, of the degree beside each element; operands broadcast.
  ///
  /// A degree's fraction is cut off; of a negative one the polynomial is 0. Above 512 the result is NaN. Integers and bool give float32. Never on the tape, as in
  /// PyTorch. `torch.special.hermite_polynomial_h`.
  public func hermitePolynomialH(
    _ degree: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    specialValue(TK_HERMITE_H, degree, "hermitePolynomialH", file: file, line: line)
  }

  public func hermitePolynomialH(_ degree: Int) -> Tensor {
    hermitePolynomialH(.number(degree, beside: self))
  }
}
