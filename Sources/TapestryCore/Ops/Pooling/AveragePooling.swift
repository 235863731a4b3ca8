/// The mean of each window that slides over the last two axes. `torch.nn.functional.avg_pool2d`.
///
/// - Parameters:
///   - input: `[batch, channels, height, width]`, or without the batch; of any dtype but bool. Means of integers are cut to
///     integers.
///   - kernelSize: the windows' sizes: one number, or one for each axis.
///   - stride: how far neighbouring windows are apart; `kernelSize` by default.
///   - padding: zeros around the input; at most half a window.
///   - ceilMode: whether a window that reaches beyond the padding behind counts, too.
///   - countIncludePad: whether padding counts among the places that a sum is divided by.
///   - divisorOverride: what sums are divided by instead; not 0.
/// - Returns: `[batch, channels, …]`, along each axis the number of windows.
public func avgPool2d(
  _ input: Tensor, kernelSize: PerAxis, stride: PerAxis? = nil, padding: PerAxis = 0,
  ceilMode: Bool = false, countIncludePad: Bool = true, divisorOverride: Int? = nil,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  PoolingCall(op: "avgPool2d", spatial: 2, file: file, line: line)
    .average(input, kernelSize, stride, padding, ceilMode, countIncludePad, divisorOverride)
}

/// The mean of each window that slides over the last axis, for `[batch, channels, length]`. `torch.nn.functional.avg_pool1d`.
///
/// See ``avgPool2d(_:kernelSize:stride:padding:ceilMode:countIncludePad:divisorOverride:file:line:)``.
public func avgPool1d(
  _ input: Tensor, kernelSize: PerAxis, stride: PerAxis? = nil, padding: PerAxis = 0,
  ceilMode: Bool = false, countIncludePad: Bool = true,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  PoolingCall(op: "avgPool1d", spatial: 1, file: file, line: line)
    .average(input, kernelSize, stride, padding, ceilMode, countIncludePad, nil)
}

/// The mean of each window that slides over the last three axes, for `[batch, channels, depth, height, width]`. `torch.nn.functional.avg_pool3d`.
///
/// See ``avgPool2d(_:kernelSize:stride:padding:ceilMode:countIncludePad:divisorOverride:file:line:)``.
public func avgPool3d(
  _ input: Tensor, kernelSize: PerAxis, stride: PerAxis? = nil, padding: PerAxis = 0,
  ceilMode: Bool = false, countIncludePad: Bool = true, divisorOverride: Int? = nil,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  PoolingCall(op: "avgPool3d", spatial: 3, file: file, line: line)
    .average(input, kernelSize, stride, padding, ceilMode, countIncludePad, divisorOverride)
}

extension PoolingCall {
  package func average(
    _ input: Tensor, _ kernelSize: PerAxis, _ stride: PerAxis?, _ padding: PerAxis,
    _ ceilMode: Bool, _ countIncludePad: Bool, _ divisorOverride: Int?
  ) -> Tensor {
    let sizes = sizes(of: input, needsFloatingPoint: false)
    let kernel = values(kernelSize, "kernelSize", atLeast: 1)
    let stride = values(stride ?? kernelSize, "stride", atLeast: 1)
    let padding = values(padding, "padding", atLeast: 0)
    check(divisorOverride != 0, "divisorOverride is 0")
    let counts = counts(
      input, sizes, kernel: kernel, stride: stride, padding: padding,
      dilation: kernel.map { _ in 1 }, ceilMode: ceilMode)
    let windows = sizes.indices.map { axis in
      (0..<counts[axis]).map { window in
        let start = window * stride[axis] - padding[axis]
        let end = Swift.min(start + kernel[axis], sizes[axis] + padding[axis])
        let first = Swift.max(start, 0)
        let places = first..<Swift.max(first, Swift.min(end, sizes[axis]))
        // The product of the axes' divisors is what sums are divided by.
        let divisor =
          divisorOverride.map { axis == 0 ? $0 : 1 }
          ?? (countIncludePad ? end - start : places.count)
        return AveragedWindow(places: places, divisor: divisor)
      }
    }
    if input.dtype.isInteger { return integerAverage(input, windows) }
    return input.mapped(
      zip(sizes, windows).map { size, windows in
        var map = AxisMap(inputSize: size)
        for window in windows {
          map.append(window.places.lazy.map { ($0, 1 / Double(window.divisor)) })
        }
        return map
      })
  }

  /// Sums of integers, in int64 and axis by axis, divided once.
  private func integerAverage(_ input: Tensor, _ windows: [[AveragedWindow]]) -> Tensor {
    var (sums, divisors) = (input, Tensor.ones([], dtype: .int64))
    for (number, windows) in windows.enumerated() {
      let axis = input.rank - spatial + number
      sums = stack(
        windows.map { window in
          sums.narrowed(axis: axis, start: window.places.lowerBound, length: window.places.count)
            .sum(axis: axis)
        }, axis: axis)
      divisors = divisors.unsqueezed(-1) * Tensor(windows.map(\.divisor))
    }
    return sums.divided(by: divisors, rounding: .trunc).cast(to: input.dtype)
  }
}

/// The places along an axis that a mean is taken of, and the axis's share in what their sum is divided by.
private struct AveragedWindow {
  let places: Range<Int>
  let divisor: Int
}
