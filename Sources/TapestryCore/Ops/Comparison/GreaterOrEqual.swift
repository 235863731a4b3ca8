import CKernels

extension Tensor {
  /// Whether each element is at least the one beside it, as a bool tensor; operands broadcast. `torch.ge`.
  public static func .>= (a: Tensor, b: Tensor) -> Tensor { compare(".>=", TK_GE, a, b) }

  public static func .>= (a: Tensor, b: some TensorElement) -> Tensor {
    compare(".>=", TK_GE, a, .number(b, beside: a))
  }

  public static func .>= (a: some TensorElement, b: Tensor) -> Tensor {
    compare(".>=", TK_GE, .number(a, beside: b), b)
  }

  /// As `.>=`: between tensors the plain operator is elementwise too.
  public static func >= (a: Tensor, b: Tensor) -> Tensor { a .>= b }
  public static func >= (a: Tensor, b: some TensorElement) -> Tensor { a .>= b }
  public static func >= (a: some TensorElement, b: Tensor) -> Tensor { a .>= b }
}
