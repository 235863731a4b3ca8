import CKernels

extension Tensor {
  /// Whether each element is infinite, as a bool tensor; integers and bools are finite. `torch.isinf`.
  public func isInfinite() -> Tensor { predicate("isInfinite", TK_ISINF) }
}
