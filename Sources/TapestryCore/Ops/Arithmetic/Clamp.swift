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
      if let low, let high, isContiguous, low.dtype == dtype, high.dtype == dtype,
        dtype != .bool, dtype.computeType == dtype
      {
        let result = Tensor(uninitialized: shape, dtype: dtype)
        Elementwise.clamp(self, low, high, into: result)
        return result
      }
      let raised = low.map { Maximum.apply(self, $0) } ?? self
      return high.map { Minimum.apply(raised, $0) } ?? raised
    }
    return result.recorded(self, ClampDerivative(input: SavedTensor(self), low: low, high: high))
  }

  /// Each element, but at least the one of `min` and at most the one of `max` beside it; the three broadcast. NaN on either side
  /// gives NaN. Not for bool. `torch.clamp` with tensors.
  ///
  /// Where an element is outside, the gradient goes to the bound that took its place; to `max` where the bounds contradict.
  public func clamped(
    min: Tensor, max: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    clamped(between: min, max, file: file, line: line)
  }

  public func clamped(
    min: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    clamped(between: min, nil, file: file, line: line)
  }

  public func clamped(
    max: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    clamped(between: nil, max, file: file, line: line)
  }

  private func clamped(
    between low: Tensor?, _ high: Tensor?, file: StaticString, line: UInt
  ) -> Tensor {
    let bounds = [low, high].compactMap { $0 }
    demand(
      !(bounds + [self]).allSatisfy { $0.dtype == .bool }, "clamped: not defined for bool",
      file: file, line: line)
    for bound in bounds {
      demand(
        Shape.broadcast(shape, bound.shape) != nil,
        "clamped: a bound of shape \(bound.shape) does not broadcast with \(shape)", file: file,
        line: line)
    }
    let result = noGrad {
      let raised = low.map { Maximum.apply(self, $0, file: file, line: line) } ?? self
      return high.map { Minimum.apply(raised, $0, file: file, line: line) } ?? raised
    }
    return result.recorded(
      [self] + bounds,
      BoundsDerivative(
        input: SavedTensor(self), low: low.map { SavedTensor($0) },
        high: high.map { SavedTensor($0) }))
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

/// Of clamping between tensors: inputs are the elements and the bounds there are, the lower one first.
struct BoundsDerivative: Derivative {
  static let name = "clamped"
  let input: SavedTensor
  let low, high: SavedTensor?

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let x = input.value
    switch (low?.value, high?.value) {
    case (let low?, let high?):
      inputs.add(0, gradient.kept(where: (x .>= low) .&& (x .<= high)))
      inputs.add(1, gradient.kept(where: (low .< high) .&& (x .< low)))
      inputs.add(2, gradient.kept(where: (x .> high) .|| (high .< low)))
    case (let low?, nil):
      inputs.add(0, gradient.kept(where: x .>= low))
      inputs.add(1, gradient.kept(where: x .< low))
    case (nil, let high?):
      inputs.add(0, gradient.kept(where: x .<= high))
      inputs.add(1, gradient.kept(where: x .> high))
    case (nil, nil): break
    }
  }
}

extension Tensor {
  /// These elements where `mask` holds, else 0.
  func kept(where mask: Tensor) -> Tensor { maskedFill(.!mask, with: 0) }
}
