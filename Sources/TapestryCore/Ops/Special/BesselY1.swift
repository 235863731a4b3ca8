import CKernels

extension Tensor {
  /// The Bessel function of the second kind and order 1, of each element; −∞ at 0, NaN below.
  ///
  /// Integers and bool give float32. Never on the tape, as in PyTorch. `torch.special.bessel_y1`.
  public func besselY1() -> Tensor { specialValue("besselY1", TK_BESSEL_Y1) }
}
