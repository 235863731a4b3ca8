import CKernels

extension Tensor {
  /// Whether one element of each pair, but not both, is other than 0, as a bool tensor; operands broadcast. `torch.logical_xor`.
  public static func .^ (a: Tensor, b: Tensor) -> Tensor { compare(".^", TK_LOGICAL_XOR, a, b) }
}
