import CKernels

extension Tensor {
  /// Whether both elements of each pair are other than 0, as a bool tensor; operands broadcast. `torch.logical_and`.
  public static func .&& (a: Tensor, b: Tensor) -> Tensor { compare(".&&", TK_LOGICAL_AND, a, b) }
}
