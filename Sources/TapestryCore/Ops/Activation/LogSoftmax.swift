import CKernels

extension Tensor {
  /// The logarithm of ``softmax(axis:file:line:)``, computed without underflow. `torch.log_softmax`.
  public func logSoftmax(
    axis: Int, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let resolved = resolvedAxis(axis, op: "logSoftmax", file: file, line: line)
    if dtype.computeType != dtype { return computed { $0.logSoftmax(axis: resolved) } }
    let input = cast(to: dtype.promotedToFloat)
    let result = input.rowwise(axis: resolved, Rows.logSoftmax)
    return result.recorded(
      input, LogSoftmaxDerivative(output: SavedTensor(output: result), axis: resolved))
  }
}

struct LogSoftmaxDerivative: Derivative {
  static let name = "logSoftmax"
  let output: SavedTensor
  let axis: Int

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, gradient - output.value.exp() * gradient.sum(axis: axis, keepDims: true))
  }
}
