/// The largest element of each window that slides over the last two axes. `torch.nn.functional.max_pool2d`.
///
/// ```swift
/// let halved = maxPool2d(images, kernelSize: 2)
/// ```
///
/// Of equal elements the first counts, and the gradient goes there; NaN is larger than all.
///
/// - Parameters:
///   - input: `[batch, channels, height, width]`, or without the batch; of any dtype but bool.
///   - kernelSize: the windows' sizes: one number, or one for each axis.
///   - stride: how far neighbouring windows are apart; `kernelSize` by default.
///   - padding: places around the input that never count; at most half a window.
///   - dilation: how far a window's places are apart.
///   - ceilMode: whether a window that reaches beyond the padding behind counts, too.
/// - Returns: `[batch, channels, …]`, along each axis the number of windows.
public func maxPool2d(
  _ input: Tensor, kernelSize: PerAxis, stride: PerAxis? = nil, padding: PerAxis = 0,
  dilation: PerAxis = 1, ceilMode: Bool = false, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  PoolingCall(op: "maxPool2d", spatial: 2, file: file, line: line)
    .largest(input, kernelSize, stride, padding, dilation, ceilMode).values
}

/// As ``maxPool2d(_:kernelSize:stride:padding:dilation:ceilMode:file:line:)``, with the places of the elements chosen: their numbers,
/// int64, in the plane of their channel, as ``maxUnpool2d(_:indices:kernelSize:stride:padding:outputSize:file:line:)`` takes them.
public func maxPool2dWithIndices(
  _ input: Tensor, kernelSize: PerAxis, stride: PerAxis? = nil, padding: PerAxis = 0,
  dilation: PerAxis = 1, ceilMode: Bool = false, file: StaticString = #fileID, line: UInt = #line
) -> (values: Tensor, indices: Tensor) {
  PoolingCall(op: "maxPool2dWithIndices", spatial: 2, file: file, line: line)
    .largest(input, kernelSize, stride, padding, dilation, ceilMode)
}

/// The largest element of each window that slides over the last axis, for `[batch, channels, length]`. `torch.nn.functional.max_pool1d`.
///
/// See ``maxPool2d(_:kernelSize:stride:padding:dilation:ceilMode:file:line:)``.
public func maxPool1d(
  _ input: Tensor, kernelSize: PerAxis, stride: PerAxis? = nil, padding: PerAxis = 0,
  dilation: PerAxis = 1, ceilMode: Bool = false, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  PoolingCall(op: "maxPool1d", spatial: 1, file: file, line: line)
    .largest(input, kernelSize, stride, padding, dilation, ceilMode).values
}

/// The same with the places of the elements chosen.
public func maxPool1dWithIndices(
  _ input: Tensor, kernelSize: PerAxis, stride: PerAxis? = nil, padding: PerAxis = 0,
  dilation: PerAxis = 1, ceilMode: Bool = false, file: StaticString = #fileID, line: UInt = #line
) -> (values: Tensor, indices: Tensor) {
  PoolingCall(op: "maxPool1dWithIndices", spatial: 1, file: file, line: line)
    .largest(input, kernelSize, stride, padding, dilation, ceilMode)
}

/// The largest element of each window that slides over the last three axes, for `[batch, channels, depth, height, width]`. `torch.nn.functional.max_pool3d`.
///
/// See ``maxPool2d(_:kernelSize:stride:padding:dilation:ceilMode:file:line:)``.
public func maxPool3d(
  _ input: Tensor, kernelSize: PerAxis, stride: PerAxis? = nil, padding: PerAxis = 0,
  dilation: PerAxis = 1, ceilMode: Bool = false, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  PoolingCall(op: "maxPool3d", spatial: 3, file: file, line: line)
    .largest(input, kernelSize, stride, padding, dilation, ceilMode).values
}

/// The same with the places of the elements chosen.
public func maxPool3dWithIndices(
  _ input: Tensor, kernelSize: PerAxis, stride: PerAxis? = nil, padding: PerAxis = 0,
  dilation: PerAxis = 1, ceilMode: Bool = false, file: StaticString = #fileID, line: UInt = #line
) -> (values: Tensor, indices: Tensor) {
  PoolingCall(op: "maxPool3dWithIndices", spatial: 3, file: file, line: line)
    .largest(input, kernelSize, stride, padding, dilation, ceilMode)
}

extension PoolingCall {
  package func largest(
    _ input: Tensor, _ kernelSize: PerAxis, _ stride: PerAxis?, _ padding: PerAxis,
    _ dilation: PerAxis, _ ceilMode: Bool
  ) -> (values: Tensor, indices: Tensor) {
    let sizes = sizes(of: input, needsFloatingPoint: false)
    let kernel = values(kernelSize, "kernelSize", atLeast: 1)
    let stride = values(stride ?? kernelSize, "stride", atLeast: 1)
    let padding = values(padding, "padding", atLeast: 0)
    let dilation = values(dilation, "dilation", atLeast: 1)
    let counts = counts(
      input, sizes, kernel: kernel, stride: stride, padding: padding, dilation: dilation,
      ceilMode: ceilMode)
    let windows = sizes.indices.map { axis in
      PoolWindows(
        size: sizes[axis], count: counts[axis], taps: kernel[axis], stride: stride[axis],
        padding: padding[axis], step: dilation[axis])
    }
    return input.largest(in: [windows])
  }
}
