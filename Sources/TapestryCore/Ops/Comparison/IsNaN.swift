import CKernels

extension Tensor {
  /// Whether each element is NaN, as a bool tensor; integers and bools are finite. `torch.isnan`.
  public func isNaN() -> Tensor { predicate("isNaN", TK_ISNAN) }
}
