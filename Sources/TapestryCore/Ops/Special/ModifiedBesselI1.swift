import CKernels

extension Tensor {
  /// As ``i1()``, but never on the tape: the modified Bessel function of the first kind and order 1.
  ///
  /// Integers and bool give float32. Never on the tape, as in PyTorch. `torch.special.modified_bessel_i1`.
  public func modifiedBesselI1() -> Tensor { specialValue("modifiedBesselI1", TK_I1) }
}
