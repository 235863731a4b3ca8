import CKernels

extension Tensor {
  /// Whether each element is 0, as a bool tensor. `torch.logical_not`.
  public static prefix func .! (x: Tensor) -> Tensor { x.predicate(".!", TK_LOGICAL_NOT) }

  /// A bool for each element; never on the tape.
  func predicate(_ name: String, _ kernel: tk_unary_op) -> Tensor {
    let result = Tensor(uninitialized: shape, dtype: .bool)
    Elementwise.unary(kernel, self, into: result)
    return result.untaped(name)
  }
}
