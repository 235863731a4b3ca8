/// The largest elements of windows that are not evenly spaced: their distances are drawn at random, such that they cover the last
/// two axes. `torch.nn.functional.fractional_max_pool2d`; Graham, 2014.
///
/// - Parameters:
///   - input: `[batch, channels, height, width]`, or without the batch; of a floating-point dtype.
///   - kernelSize: the windows' sizes.
///   - outputSize: the number of windows along each axis.
///   - samples: for each channel of each example two numbers from 0 to 1, the first for the width, the second for the height:
///     `[batch, channels, 2]`; drawn from the default generator where nil.
/// - Returns: `[batch, channels] + outputSize`.
public func fractionalMaxPool2d(
  _ input: Tensor, kernelSize: PerAxis, outputSize: PerAxis, samples: Tensor? = nil,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  PoolingCall(op: "fractionalMaxPool2d", spatial: 2, file: file, line: line)
    .fractionalLargest(input, kernelSize, outputSize, samples).values
}

/// The same with the numbers of the elements chosen, int64, among those of their channel.
public func fractionalMaxPool2dWithIndices(
  _ input: Tensor, kernelSize: PerAxis, outputSize: PerAxis, samples: Tensor? = nil,
  file: StaticString = #fileID, line: UInt = #line
) -> (values: Tensor, indices: Tensor) {
  PoolingCall(op: "fractionalMaxPool2dWithIndices", spatial: 2, file: file, line: line)
    .fractionalLargest(input, kernelSize, outputSize, samples)
}

/// As many windows as `outputRatio` times the input's sizes, rounded down.
public func fractionalMaxPool2d(
  _ input: Tensor, kernelSize: PerAxis, outputRatio: ScalePerAxis, samples: Tensor? = nil,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let call = PoolingCall(op: "fractionalMaxPool2d", spatial: 2, file: file, line: line)
  return call.fractionalLargest(
    input, kernelSize, call.sizes(of: input, times: outputRatio), samples
  ).values
}

/// The same over the last three axes; `samples` `[batch, channels, 3]` are in the order of the axes.
/// `torch.nn.functional.fractional_max_pool3d`.
public func fractionalMaxPool3d(
  _ input: Tensor, kernelSize: PerAxis, outputSize: PerAxis, samples: Tensor? = nil,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  PoolingCall(op: "fractionalMaxPool3d", spatial: 3, file: file, line: line)
    .fractionalLargest(input, kernelSize, outputSize, samples).values
}

/// The same with the numbers of the elements chosen, int64, among those of their channel.
public func fractionalMaxPool3dWithIndices(
  _ input: Tensor, kernelSize: PerAxis, outputSize: PerAxis, samples: Tensor? = nil,
  file: StaticString = #fileID, line: UInt = #line
) -> (values: Tensor, indices: Tensor) {
  PoolingCall(op: "fractionalMaxPool3dWithIndices", spatial: 3, file: file, line: line)
    .fractionalLargest(input, kernelSize, outputSize, samples)
}

/// As many windows as `outputRatio` times the input's sizes, rounded down.
public func fractionalMaxPool3d(
  _ input: Tensor, kernelSize: PerAxis, outputRatio: ScalePerAxis, samples: Tensor? = nil,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let call = PoolingCall(op: "fractionalMaxPool3d", spatial: 3, file: file, line: line)
  return call.fractionalLargest(
    input, kernelSize, call.sizes(of: input, times: outputRatio), samples
  ).values
}

extension PoolingCall {
  package func sizes(of input: Tensor, times ratio: ScalePerAxis) -> PerAxis {
    let sizes = sizes(of: input)
    let ratios = ratio.resolved(
      op, "outputRatio", count: spatial, file: file, line: line)
    return PerAxis(zip(sizes, ratios).map { Int(Double($0) * $1) })
  }

  package func fractionalLargest(
    _ input: Tensor, _ kernelSize: PerAxis, _ outputSize: PerAxis, _ samples: Tensor?
  ) -> (values: Tensor, indices: Tensor) {
    let sizes = sizes(of: input)
    let kernel = values(kernelSize, "kernelSize", atLeast: 1)
    let counts = values(outputSize, "outputSize", atLeast: 1)
    for axis in sizes.indices {
      check(
        counts[axis] + kernel[axis] - 1 <= sizes[axis],
        "\(counts) windows of \(kernel) do not fit in input \(input.shape)")
    }
    let leading = Shape(input.shape.dropLast(spatial))
    let planes = leading.product
    let expected = Shape(Array(leading) + [spatial])
    let drawn = samples ?? Tensor.rand(expected, dtype: input.dtype)
    check(
      drawn.dtype == input.dtype
        && (drawn.shape == expected || (leading.count == 1 && drawn.shape.first == 1)),
      "samples of \(drawn.dtype) \(drawn.shape) must be of \(input.dtype) \(expected)")
    check(drawn.count == planes * spatial, "samples \(drawn.shape) must be \(expected)")
    let numbers = noGrad { drawn.array(as: Double.self) }
    let isDouble = input.dtype == .float64
    let windows = (0..<Swift.max(planes, 1)).map { plane in
      sizes.indices.map { axis in
        // PyTorch's samples of two axes begin with the last.
        let position = spatial == 2 ? 1 - axis : axis
        let starts = windowStarts(
          planes == 0 ? 0 : numbers[plane * spatial + position], size: sizes[axis],
          count: counts[axis],
          taps: kernel[axis], isDouble: isDouble)
        return PoolWindows(size: sizes[axis], windows: starts.map { $0..<$0 + kernel[axis] })
      }
    }
    return input.largest(in: windows)
  }

  /// Starts whose distances are the two whole numbers next to their mean, in an order that the sample sets; the last window ends
  /// with the axis. Computed in the input's own precision, as PyTorch does.
  private func windowStarts(
    _ sample: Double, size: Int, count: Int, taps: Int, isDouble: Bool
  ) -> [Int] {
    if count == 1 { return [size - taps] }
    func begin(_ index: Int) -> Int {
      if isDouble {
        return Int((Double(index) + sample) * (Double(size - taps) / Double(count - 1)))
      }
      return Int((Float(index) + Float(sample)) * (Float(size - taps) / Float(count - 1)))
    }
    return (0..<count - 1).map { begin($0) - begin(0) } + [size - taps]
  }
}
