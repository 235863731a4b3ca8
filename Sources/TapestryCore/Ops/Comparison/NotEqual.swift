import CKernels

extension Tensor {
  /// Whether each pair of elements differs, as a bool tensor; operands broadcast. `torch.ne`.
  public static func .!= (a: Tensor, b: Tensor) -> Tensor { compare(".!=", TK_NE, a, b) }

  public static func .!= (a: Tensor, b: some TensorElement) -> Tensor {
    compare(".!=", TK_NE, a, .number(b, beside: a))
  }

  public static func .!= (a: some TensorElement, b: Tensor) -> Tensor {
    compare(".!=", TK_NE, .number(a, beside: b), b)
  }
}
