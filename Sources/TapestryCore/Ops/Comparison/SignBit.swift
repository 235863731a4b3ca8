import CKernels

extension Tensor {
  /// Whether each element has a minus sign, as −0 does too, as a bool tensor. `torch.signbit`.
  public func signbit() -> Tensor { predicate("signbit", TK_SIGNBIT) }
}
