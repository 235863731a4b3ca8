extension BinaryOp {
  /// Writes the operation's result over the elements of `result`, which has the shape and dtype that a new tensor would have.
  static func apply(
    _ a: Tensor, _ b: Tensor, into result: Tensor, file: StaticString, line: UInt
  ) {
    let common = Tensor.resultType(a, b)
    let dtype = promotesToFloat ? common.promotedToFloat : common
    let shape = Tensor.broadcastShape(name, a, b, file: file, line: line)
    demand(
      result.shape == shape && result.dtype == dtype,
      "\(name) into: the result is \(dtype) \(shape), not \(result.dtype) \(result.shape)",
      file: file, line: line)
    let isOnTape = [a, b, result, result.base].contains { $0?.requiresGrad == true }
    demand(
      !(ThreadState.isRecording && isOnTape),
      "\(name) into: a tensor that is written over has no derivative; use noGrad { … }, or the form that returns a tensor",
      file: file, line: line)
    OperationLog.begin()
    Elementwise.binary(
      kernel, a.cast(to: dtype).separated(from: result), b.cast(to: dtype).separated(from: result),
      into: result)
    result.storage.version += 1
    result.changed("\(name) into")
  }
}
