import CKernels

extension Tensor {
  /// The Bessel function of the second kind and order 0, of each element; −∞ at 0, NaN below.
  ///
  /// Integers and bool give float32. Never on the tape, as in PyTorch. `torch.special.bessel_y0`.
  public func besselY0() -> Tensor { specialValue("besselY0", TK_BESSEL_Y0) }
}
