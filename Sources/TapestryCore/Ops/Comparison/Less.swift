import CKernels

extension Tensor {
  /// Whether each element is smaller than the one beside it, as a bool tensor; operands broadcast. `torch.lt`.
  public static func .< (a: Tensor, b: Tensor) -> Tensor { compare(".<", TK_LT, a, b) }

  public static func .< (a: Tensor, b: some TensorElement) -> Tensor {
    compare(".<", TK_LT, a, .number(b, beside: a))
  }

  public static func .< (a: some TensorElement, b: Tensor) -> Tensor {
    compare(".<", TK_LT, .number(a, beside: b), b)
  }

  /// As `.<`: between tensors the plain operator is elementwise too.
  public static func < (a: Tensor, b: Tensor) -> Tensor { a .< b }
  public static func < (a: Tensor, b: some TensorElement) -> Tensor { a .< b }
  public static func < (a: some TensorElement, b: Tensor) -> Tensor { a .< b }
}
