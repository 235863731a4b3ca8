/// The largest elements of as many windows as are asked for, which together cover the last two axes as evenly as can be.
/// `torch.nn.functional.adaptive_max_pool2d`.
///
/// - Parameters:
///   - input: `[batch, channels, height, width]`, or without the batch; of any dtype but bool.
///   - outputSize: as in ``adaptiveAvgPool2d(_:outputSize:file:line:)``.
/// - Returns: `[batch, channels] + outputSize`.
public func adaptiveMaxPool2d(
  _ input: Tensor, outputSize: PooledSize, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  PoolingCall(op: "adaptiveMaxPool2d", spatial: 2, file: file, line: line)
    .adaptiveLargest(input, outputSize).values
}

/// The same with the numbers of the elements chosen, int64, in the plane of their channel.
public func adaptiveMaxPool2dWithIndices(
  _ input: Tensor, outputSize: PooledSize, file: StaticString = #fileID, line: UInt = #line
) -> (values: Tensor, indices: Tensor) {
  PoolingCall(op: "adaptiveMaxPool2dWithIndices", spatial: 2, file: file, line: line)
    .adaptiveLargest(input, outputSize)
}

/// The largest elements of windows that together cover the last axis of `[batch, channels, length]`. `torch.nn.functional.adaptive_max_pool1d`.
///
/// See ``adaptiveMaxPool2d(_:outputSize:file:line:)``.
public func adaptiveMaxPool1d(
  _ input: Tensor, outputSize: PooledSize, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  PoolingCall(op: "adaptiveMaxPool1d", spatial: 1, file: file, line: line)
    .adaptiveLargest(input, outputSize).values
}

/// The same with the numbers of the elements chosen, int64, in the row of their channel.
public func adaptiveMaxPool1dWithIndices(
  _ input: Tensor, outputSize: PooledSize, file: StaticString = #fileID, line: UInt = #line
) -> (values: Tensor, indices: Tensor) {
  PoolingCall(op: "adaptiveMaxPool1dWithIndices", spatial: 1, file: file, line: line)
    .adaptiveLargest(input, outputSize)
}

/// The largest elements of windows that together cover the last three axes of `[batch, channels, depth, height, width]`. `torch.nn.functional.adaptive_max_pool3d`.
///
/// See ``adaptiveMaxPool2d(_:outputSize:file:line:)``.
public func adaptiveMaxPool3d(
  _ input: Tensor, outputSize: PooledSize, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  PoolingCall(op: "adaptiveMaxPool3d", spatial: 3, file: file, line: line)
    .adaptiveLargest(input, outputSize).values
}

/// The same with the numbers of the elements chosen, int64, in the volume of their channel.
public func adaptiveMaxPool3dWithIndices(
  _ input: Tensor, outputSize: PooledSize, file: StaticString = #fileID, line: UInt = #line
) -> (values: Tensor, indices: Tensor) {
  PoolingCall(op: "adaptiveMaxPool3dWithIndices", spatial: 3, file: file, line: line)
    .adaptiveLargest(input, outputSize)
}

extension PoolingCall {
  package func adaptiveLargest(
    _ input: Tensor, _ outputSize: PooledSize
  ) -> (values: Tensor, indices: Tensor) {
    let sizes = sizes(of: input, needsFloatingPoint: false)
    let counts = outputSize.resolved(self, sizes: sizes)
    let windows = zip(sizes, counts).map { size, count in
      PoolWindows(
        size: size, windows: (0..<count).map { AxisMap.window($0, of: count, size: size) })
    }
    return input.largest(in: [windows])
  }
}
