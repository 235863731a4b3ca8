import CKernels

extension Tensor {
  /// The modified Bessel function of the second kind and order 1, of each element; ∞ at 0, NaN below.
  ///
  /// Integers and bool give float32. Never on the tape, as in PyTorch. `torch.special.modified_bessel_k1`.
  public func modifiedBesselK1() -> Tensor { specialValue("modifiedBesselK1", TK_BESSEL_K1) }
}
