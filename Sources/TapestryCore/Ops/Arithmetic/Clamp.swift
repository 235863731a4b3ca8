extension Tensor {
  /// Each element, but at least `min` and at most `max`; NaN stays. `torch.clamp`.
  ///
  /// The gradient passes where an element lies within the bounds or on them, and not where it is NaN.
  public func clamped<Bound: TensorElement>(
    min: Bound? = nil, max: Bound? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(
      min != nil || max != nil, "clamped: neither min nor max is given", file: file, line: line)
    for bound in [min, max] {
      let fits = bound.map { Bound.dtype.isFloatingPoint || dtype.holds($0) } ?? true
      demand(fits, "clamped: \(bound!) does not fit in \(dtype)", file: file, line: line)
    }
    let low = min.map { Tensor.number($0, beside: self) }
    let high = max.map { Tensor.number($0, beside: self) }
    let result = noGrad {
      let raised = low.map { Maximum.apply(self, $0) } ?? self
      return high.map { Minimum.apply(raised, $0) } ?? raised
    }
    return result.recorded(self, ClampDerivative(input: SavedTensor(self), low: low, high: high))
  }
}

struct ClampDerivative: Derivative {
  static let name = "clamped"
  let input: SavedTensor
  let low, high: Tensor?

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let x = input.value
    var inside = low.map { x .>= $0 }
    if let high { inside = inside.map { $0 .&& (x .<= high) } ?? (x .<= high) }
    inputs.add(0, gradient.maskedFill(.!inside!, with: 0))
  }
}
