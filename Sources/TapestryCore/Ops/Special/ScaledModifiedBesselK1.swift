import CKernels

extension Tensor {
  /// `exp(x) K(x)` of each element, K the modified Bessel function of the second kind and order 1; ∞ at 0, NaN below.
  ///
  /// Integers and bool give float32. Never on the tape, as in PyTorch. `torch.special.scaled_modified_bessel_k1`.
  public func scaledModifiedBesselK1() -> Tensor {
    specialValue("scaledModifiedBesselK1", TK_BESSEL_K1E)
  }
}
