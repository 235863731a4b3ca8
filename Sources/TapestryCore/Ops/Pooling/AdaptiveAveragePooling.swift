/// The means of as many windows as are asked for, which together cover the last two axes as evenly as can be.
/// `torch.nn.functional.adaptive_avg_pool2d`.
///
/// - Parameters:
///   - input: `[batch, channels, height, width]`, or without the batch; of a floating-point dtype.
///   - outputSize: the result's sizes: one number, or one for each axis, nil where an axis stays as it is.
/// - Returns: `[batch, channels] + outputSize`. Window `i` of `n` goes from `i · size / n`, rounded down, to
///   `(i + 1) · size / n`, rounded up.
public func adaptiveAvgPool2d(
  _ input: Tensor, outputSize: PooledSize, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  PoolingCall(op: "adaptiveAvgPool2d", spatial: 2, file: file, line: line)
    .adaptiveAverage(input, outputSize)
}

/// The means of windows that together cover the last axis of `[batch, channels, length]`. `torch.nn.functional.adaptive_avg_pool1d`.
///
/// See ``adaptiveAvgPool2d(_:outputSize:file:line:)``.
public func adaptiveAvgPool1d(
  _ input: Tensor, outputSize: PooledSize, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  PoolingCall(op: "adaptiveAvgPool1d", spatial: 1, file: file, line: line)
    .adaptiveAverage(input, outputSize)
}

/// The means of windows that together cover the last three axes of `[batch, channels, depth, height, width]`. `torch.nn.functional.adaptive_avg_pool3d`.
///
/// See ``adaptiveAvgPool2d(_:outputSize:file:line:)``.
public func adaptiveAvgPool3d(
  _ input: Tensor, outputSize: PooledSize, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  PoolingCall(op: "adaptiveAvgPool3d", spatial: 3, file: file, line: line)
    .adaptiveAverage(input, outputSize)
}

extension PoolingCall {
  package func adaptiveAverage(_ input: Tensor, _ outputSize: PooledSize) -> Tensor {
    let sizes = sizes(of: input)
    let counts = outputSize.resolved(self, sizes: sizes)
    if counts.allSatisfy({ $0 == 1 }) {
      return input.mean(axes: sizes.indices.map { $0 - sizes.count }, keepDims: true)
    }
    return input.mapped(zip(sizes, counts).map { .averages(from: $0, to: $1) })
  }
}
