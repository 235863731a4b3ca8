import CKernels

extension Tensor {
  /// The regularised upper incomplete gamma function: the share above `x` of the gamma function's integral for each element, its
  /// order. Operands broadcast; NaN where one is negative. Integers and bool give float32.
  ///
  /// There is a derivative by `x` alone: asking for that by the order is a mistake. `torch.igammac`.
  public func igammac(
    _ x: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    ComplementaryIncompleteGamma.apply(self, x, file: file, line: line)
  }

  public func igammac(
    _ x: some TensorElement, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    igammac(.number(x, beside: self), file: file, line: line)
  }
}

struct ComplementaryIncompleteGamma: PairOp {
  static let name = "igammac"
  static let kernel = TK_IGAMMAC
  static let promotesToFloat = true
  let left, right: SavedTensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, .noDerivative(of: "igammac", by: "its order"))
    let (a, x) = (left.value, right.value)
    let density = ((a - 1) * x.log() - x - a.lgamma()).exp()
    inputs.add(1, -gradient * density)
  }
}
