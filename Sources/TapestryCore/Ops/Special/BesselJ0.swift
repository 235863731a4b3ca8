import CKernels

extension Tensor {
  /// The Bessel function of the first kind and order 0, of each element.
  ///
  /// Integers and bool give float32. Never on the tape, as in PyTorch. `torch.special.bessel_j0`.
  public func besselJ0() -> Tensor { specialValue("besselJ0", TK_BESSEL_J0) }
}
