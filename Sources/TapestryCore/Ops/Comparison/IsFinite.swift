import CKernels

extension Tensor {
  /// Whether each element is neither infinite nor NaN, as a bool tensor; integers and bools are finite. `torch.isfinite`.
  public func isFinite() -> Tensor { predicate("isFinite", TK_ISFINITE) }
}
