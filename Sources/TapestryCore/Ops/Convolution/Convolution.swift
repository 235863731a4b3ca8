/// Slides a kernel along the last axis and takes the sum of products at each place. `torch.nn.functional.conv1d`.
///
/// See ``conv2d(_:_:_:stride:padding:dilation:groups:file:line:)``, of which this is the form for `[batch, channels, length]`.
public func conv1d(
  _ input: Tensor, _ weight: Tensor, _ bias: Tensor? = nil, stride: PerAxis = 1,
  padding: ConvolutionPadding = 0, dilation: PerAxis = 1, groups: Int = 1,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  ConvolutionCall(op: "conv1d", spatial: 1, file: file, line: line)
    .convolved(input, weight, bias, stride, padding, dilation, groups)
}

/// Slides a kernel over the last two axes and takes, at each place, the sum of products over the kernel and the input channels:
/// what neural networks call a convolution. `torch.nn.functional.conv2d`.
///
/// ```swift
/// let y = conv2d(images, weight, bias, stride: 2, padding: [1, 0])
/// ```
///
/// - Parameters:
///   - input: `[batch, channels, height, width]`, or `[channels, height, width]` of a single image.
///   - weight: `[outputs, channels / groups, kernel height, kernel width]`.
///   - bias: `[outputs]`, or nil.
///   - stride: how far the kernel moves from one place to the next.
///   - padding: zeros around the input: numbers, `.same` or `.valid`.
///   - dilation: how far the kernel's taps are apart.
///   - groups: divides input and output channels; each group of outputs sees its own inputs alone. As many groups as channels
///     is a depthwise convolution.
/// - Returns: `[batch, outputs, …]`, without a batch where the input has none. Along an axis the size is
///   `(size + 2 · padding − dilation · (kernel − 1) − 1) / stride + 1`.
/// - Requires: one dtype, which is not bool. Sums of integers wrap around.
/// - Complexity: no patches are copied out; beside the result, memory for a few hundred places is needed.
/// - Note: float32 kernels of 3 × 3 with at least 48 channels in and out and stride 1 are computed in tiles with fewer multiplications:
///   there the rounding of a place is relative to the largest element among 4 × 4, one beyond those that the place sees. PyTorch's CPU
///   kernels do not.
public func conv2d(
  _ input: Tensor, _ weight: Tensor, _ bias: Tensor? = nil, stride: PerAxis = 1,
  padding: ConvolutionPadding = 0, dilation: PerAxis = 1, groups: Int = 1,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  ConvolutionCall(op: "conv2d", spatial: 2, file: file, line: line)
    .convolved(input, weight, bias, stride, padding, dilation, groups)
}

/// Slides a kernel over the last three axes. `torch.nn.functional.conv3d`.
///
/// See ``conv2d(_:_:_:stride:padding:dilation:groups:file:line:)``, of which this is the form for
/// `[batch, channels, depth, height, width]`.
public func conv3d(
  _ input: Tensor, _ weight: Tensor, _ bias: Tensor? = nil, stride: PerAxis = 1,
  padding: ConvolutionPadding = 0, dilation: PerAxis = 1, groups: Int = 1,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  ConvolutionCall(op: "conv3d", spatial: 3, file: file, line: line)
    .convolved(input, weight, bias, stride, padding, dilation, groups)
}

extension ConvolutionCall {
  func convolved(
    _ input: Tensor, _ weight: Tensor, _ bias: Tensor?, _ stride: PerAxis,
    _ padding: ConvolutionPadding, _ dilation: PerAxis, _ groups: Int
  ) -> Tensor {
    if let (input, weight, bias) = AutocastOp.convolution.cast(input, weight, bias) {
      return convolved(input, weight, bias, stride, padding, dilation, groups)
    }
    checkOperands(input, weight, bias, outputs: weight.shape.first ?? 0)
    let channels = input.shape[input.rank - spatial - 1]
    check(
      groups > 0 && channels == weight.shape[1] * groups && weight.shape[0] % groups == 0,
      "input \(input.shape), weight \(weight.shape) and \(groups) groups: the input's \(channels) channels must be the weight's second size times the groups, and these must divide its first"
    )
    let stride = values(stride, "stride", atLeast: 1)
    let dilation = values(dilation, "dilation", atLeast: 1)
    let sizes = Array(input.shape.suffix(spatial))
    let kernel = Array(weight.shape.suffix(spatial))
    let (before, all) = paddings(padding, kernel, stride, dilation)
    let output = sizes.indices.map { axis in
      let room = sizes[axis] + all[axis] - dilation[axis] * (kernel[axis] - 1) - 1
      check(
        room >= 0 && kernel[axis] > 0,
        "input \(input.shape), weight \(weight.shape): a kernel of \(dilation[axis] * (kernel[axis] - 1) + 1) does not fit in a padded size of \(sizes[axis] + all[axis])"
      )
      return room / stride[axis] + 1
    }
    return onBatch(input, weight, bias) { x, w, b in
      ConvolutionGeometry(
        batch: x.shape[0], groups: groups, inputChannels: channels,
        outputChannels: weight.shape[0], input: sizes, output: output, kernel: kernel,
        stride: stride, padding: before, dilation: dilation
      ).output(x, w, bias: b)
    }
  }

  /// Of each axis the zeros before the first place, and those on both sides together.
  private func paddings(
    _ padding: ConvolutionPadding, _ kernel: [Int], _ stride: [Int], _ dilation: [Int]
  ) -> (before: [Int], all: [Int]) {
    switch padding {
    case .valid: return (kernel.map { _ in 0 }, kernel.map { _ in 0 })
    case .sizes(let sizes):
      let before = values(sizes, "padding", atLeast: 0)
      return (before, before.map { 2 * $0 })
    case .same:
      check(stride.allSatisfy { $0 == 1 }, "padding .same needs a stride of 1, not \(stride)")
      let all = kernel.indices.map { dilation[$0] * (kernel[$0] - 1) }
      return (all.map { $0 / 2 }, all)
    }
  }
}
