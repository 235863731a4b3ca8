extension Tensor {
  /// Changes the elements in place to what `body` makes of them: `x.update { $0.relu() }` is what `relu_()` is in PyTorch.
  ///
  /// This tensor's shape and dtype stay, and whoever shares its elements sees the change. What `body` does is on the tape, as if it
  /// had made a tensor of its own.
  ///
  /// - Parameter body: gives a result of this shape, and of a dtype that is not of a higher kind: no fractions for integers.
  public func update(
    file: StaticString = #fileID, line: UInt = #line, _ body: (Tensor) -> Tensor
  ) {
    // What the body saves for its derivative must not be what is overwritten below.
    let old = isRecording ? beforeChange(isSaved: true) : self
    let result = body(old)
    demand(
      result.shape == shape, "update: a result of shape \(result.shape) for a tensor of \(shape)",
      file: file, line: line)
    demand(
      result.dtype.category <= dtype.category,
      "update: a result of \(result.dtype) does not fit in a tensor of \(dtype)", file: file,
      line: line)
    let recording = willRecordChange("update", with: result)
    let changed = result.cast(to: dtype)
    Copy.run(changed.separated(from: self), into: self)
    storage.version += 1
    if recording { node = changed.node }
  }
}
