import CKernels

extension Tensor {
  /// The Hurwitz zeta function `Σ 1 / (q + k)^s` over k = 0, 1, …, each element being s; operands broadcast.
  ///
  /// ∞ at s = 1, NaN below, and ∞ where q is 0 or a negative whole number. Integers and bool give float32. There is a derivative by `q`
  /// alone: asking for that by `self` is a mistake. `torch.special.zeta`.
  public func zeta(
    _ q: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    Zeta.apply(self, q, file: file, line: line)
  }

  public func zeta(
    _ q: some TensorElement, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    zeta(.number(q, beside: self), file: file, line: line)
  }
}

struct Zeta: PairOp {
  static let name = "zeta"
  static let kernel = TK_ZETA
  static let promotesToFloat = true
  let left, right: SavedTensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, .noDerivative(of: "zeta", by: "its exponent"))
    let s = left.value
    inputs.add(1, gradient * (-s * (s + 1).zeta(right.value)))
  }
}
