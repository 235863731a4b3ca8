import CKernels

extension Tensor {
  /// The spherical Bessel function of the first kind and order 0, `sin(x) / x`, of each element; 1 at 0.
  ///
  /// Integers and bool give float32. Never on the tape, as in PyTorch. `torch.special.spherical_bessel_j0`.
  public func sphericalBesselJ0() -> Tensor {
    specialValue("sphericalBesselJ0", TK_SPHERICAL_BESSEL_J0)
  }
}
