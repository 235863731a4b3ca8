import CKernels

extension Tensor {
  /// Whether each element is +∞, as a bool tensor; integers and bools are not. `torch.isposinf`.
  public func isPosInf() -> Tensor { predicate("isPosInf", TK_ISPOSINF) }
}
