import CKernels

extension Tensor {
  /// Whether either element of each pair is other than 0, as a bool tensor; operands broadcast. `torch.logical_or`.
  public static func .|| (a: Tensor, b: Tensor) -> Tensor { compare(".||", TK_LOGICAL_OR, a, b) }
}
