extension Tensor {
  /// A contiguous copy that shares no memory. `torch.clone`.
  public func clone() -> Tensor {
    let result = Tensor(uninitialized: shape, dtype: dtype)
    Copy.run(self, into: result)
    return result.recorded(self, CloneDerivative())
  }
}

struct CloneDerivative: Derivative {
  static let name = "clone"

  func propagate(_ gradient: Tensor, to inputs: InputGradients) { inputs.add(0, gradient) }
}
