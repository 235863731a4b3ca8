import CKernels

extension Tensor {
  /// Whether each element is at most the one beside it, as a bool tensor; operands broadcast. `torch.le`.
  public static func .<= (a: Tensor, b: Tensor) -> Tensor { compare(".<=", TK_LE, a, b) }

  public static func .<= (a: Tensor, b: some TensorElement) -> Tensor {
    compare(".<=", TK_LE, a, .number(b, beside: a))
  }

  public static func .<= (a: some TensorElement, b: Tensor) -> Tensor {
    compare(".<=", TK_LE, .number(a, beside: b), b)
  }

  /// As `.<=`: between tensors the plain operator is elementwise too.
  public static func <= (a: Tensor, b: Tensor) -> Tensor { a .<= b }
  public static func <= (a: Tensor, b: some TensorElement) -> Tensor { a .<= b }
  public static func <= (a: some TensorElement, b: Tensor) -> Tensor { a .<= b }
}
