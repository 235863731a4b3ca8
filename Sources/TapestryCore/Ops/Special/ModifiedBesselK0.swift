import CKernels

extension Tensor {
  /// The modified Bessel function of the second kind and order 0, of each element; ∞ at 0, NaN below.
  ///
  /// Integers and bool give float32. Never on the tape, as in PyTorch. `torch.special.modified_bessel_k0`.
  public func modifiedBesselK0() -> Tensor { specialValue("modifiedBesselK0", TK_BESSEL_K0) }
}
