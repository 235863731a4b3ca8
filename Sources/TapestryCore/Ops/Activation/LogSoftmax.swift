import CKernels

extension Tensor {
  /// The logarithm of ``softmax(axis:dtype:file:line:)``, computed without underflow. `torch.log_softmax`.
  ///
  /// - Parameter dtype: what the elements are cast to first, if given; a floating-point dtype.
  public func logSoftmax(
    axis: Int, dtype: DType? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let resolved = resolvedAxis(axis, op: "logSoftmax", file: file, line: line)
    demand(
      dtype?.isFloatingPoint ?? true, "logSoftmax: needs a floating-point dtype, not \(dtype!)",
      file: file, line: line)
    let input = dtype.map { cast(to: $0) } ?? autocast(for: .softmax).asFloatingPoint
    if input.dtype.computeType != input.dtype {
      return input.computed { $0.logSoftmax(axis: resolved) }
    }
    let result = input.along(resolved, rows: Rows.logSoftmax, columns: Columns.logSoftmax)
    return result.recorded(
      input, LogSoftmaxDerivative(output: SavedTensor(output: result), axis: resolved))
  }
}

struct LogSoftmaxDerivative: Derivative {
  static let name = "logSoftmax"
  let output: SavedTensor
  let axis: Int

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let y = output.value
    inputs.add(
      0,
      isRecording
        ? gradient - y.exp() * gradient.sum(axis: axis, keepDims: true)
        : gradient.along(
          axis, with: y, rows: Rows.logSoftmaxBackward, columns: Columns.logSoftmaxBackward))
  }
}
