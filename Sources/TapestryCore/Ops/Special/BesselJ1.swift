import CKernels

extension Tensor {
  /// The Bessel function of the first kind and order 1, of each element.
  ///
  /// Integers and bool give float32. Never on the tape, as in PyTorch. `torch.special.bessel_j1`.
  public func besselJ1() -> Tensor { specialValue("besselJ1", TK_BESSEL_J1) }
}
