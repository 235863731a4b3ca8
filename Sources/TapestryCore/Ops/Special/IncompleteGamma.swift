import CKernels

extension Tensor {
  /// The regularised lower incomplete gamma function: the share from 0 to `x` of the gamma function's integral for each element, its
  /// order. Operands broadcast; NaN where one is negative. Integers and bool give float32.
  ///
  /// There is a derivative by `x` alone: asking for that by the order is a mistake. `torch.igamma`.
  public func igamma(
    _ x: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    IncompleteGamma.apply(self, x, file: file, line: line)
  }

  public func igamma(
    _ x: some TensorElement, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    igamma(.number(x, beside: self), file: file, line: line)
  }
}

struct IncompleteGamma: PairOp {
  static let name = "igamma"
  static let kernel = TK_IGAMMA
  static let promotesToFloat = true
  let left, right: SavedTensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, .noDerivative(of: "igamma", by: "its order"))
    let (a, x) = (left.value, right.value)
    let density = ((a - 1) * x.log() - x - a.lgamma()).exp()
    inputs.add(1, gradient * density)
  }
}
