import CKernels

extension Tensor {
  /// As ``i0()``, but never on the tape: the modified Bessel function of the first kind and order 0.
  ///
  /// Integers and bool give float32. Never on the tape, as in PyTorch. `torch.special.modified_bessel_i0`.
  public func modifiedBesselI0() -> Tensor { specialValue("modifiedBesselI0", TK_I0) }
}
