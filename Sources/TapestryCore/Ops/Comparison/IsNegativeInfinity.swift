import CKernels

extension Tensor {
  /// Whether each element is −∞, as a bool tensor; integers and bools are not. `torch.isneginf`.
  public func isNegInf() -> Tensor { predicate("isNegInf", TK_ISNEGINF) }
}
