import CKernels

extension Tensor {
  /// Whether each pair of elements is equal, as a bool tensor; operands broadcast. `torch.eq`.
  public static func .== (a: Tensor, b: Tensor) -> Tensor { compare(".==", TK_EQ, a, b) }

  public static func .== (a: Tensor, b: some TensorElement) -> Tensor {
    compare(".==", TK_EQ, a, .number(b, beside: a))
  }

  public static func .== (a: some TensorElement, b: Tensor) -> Tensor {
    compare(".==", TK_EQ, .number(a, beside: b), b)
  }
}
