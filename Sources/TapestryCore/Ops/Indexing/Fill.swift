extension Tensor {
  /// A copy whose elements are all `value`. `torch.fill`.
  ///
  /// - Parameter value: is cast to this dtype; no fraction for integers. The derivative by this tensor is zero.
  public func filled<Value: TensorElement>(
    with value: Value, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    filled(with: scalar("filled", value, file: file, line: line), file: file, line: line)
  }

  /// As above with the element of a scalar tensor, which gets a gradient.
  public func filled(
    with value: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(
      value.rank == 0, "filled: a value of shape \(value.shape), not a scalar", file: file,
      line: line)
    let result = noGrad { value.cast(to: dtype).expanded(to: shape).clone() }
    return result.recorded(self, value, FillDerivative())
  }

  /// Sets all elements to `value`, in place. `torch.Tensor.fill_`.
  ///
  /// - Parameter value: is cast to this dtype; no fraction for integers.
  public func fill<Value: TensorElement>(
    with value: Value, file: StaticString = #fileID, line: UInt = #line
  ) {
    copy("fill", scalar("fill", value, file: file, line: line))
  }

  /// Sets all elements to 0, in place. `torch.Tensor.zero_`.
  public func zero() { copy("zero", Tensor(scalar: 0, dtype: dtype)) }

  /// Sets the elements to those of another tensor, in place. `torch.Tensor.copy_`.
  ///
  /// With it any operation has a form in place: `x.copy(from: x.maskedFill(mask, with: 0))`.
  ///
  /// - Parameter source: broadcasts to this shape and is cast to this dtype; it gets the gradient from here on.
  public func copy(from source: Tensor, file: StaticString = #fileID, line: UInt = #line) {
    demand(
      Shape.broadcast(shape, source.shape) == shape,
      "copy: \(source.shape) does not stretch to \(shape)", file: file, line: line)
    copy("copy", source)
  }

  private func copy(_ op: StaticString, _ source: Tensor) {
    OperationLog.begin()
    let recording = willRecordChange("\(op)", with: source)
    let old = recording ? beforeChange(isSaved: false) : self
    Copy.run(source.separated(from: self), into: self)
    storage.version += 1
    if recording { rerecord(old, source, FillDerivative()) } else { changed("\(op)") }
  }
}

/// Nothing is left of what was there.
struct FillDerivative: Derivative {
  static let name = "fill"

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, Tensor.zeros(like: gradient))
    inputs.add(1, gradient)
  }
}
