/// The transposed convolution along the last axis. `torch.nn.functional.conv_transpose1d`.
///
/// See ``convTranspose2d(_:_:_:stride:padding:outputPadding:groups:dilation:file:line:)``.
public func convTranspose1d(
  _ input: Tensor, _ weight: Tensor, _ bias: Tensor? = nil, stride: PerAxis = 1,
  padding: PerAxis = 0, outputPadding: PerAxis = 0, groups: Int = 1, dilation: PerAxis = 1,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  ConvolutionCall(op: "convTranspose1d", spatial: 1, file: file, line: line)
    .transposed(input, weight, bias, stride, padding, outputPadding, groups, dilation)
}

/// What takes a convolution's output back to its input's size: each place of the input spreads the kernel, times its value, over
/// the output. It equals the derivative of a convolution by its input. `torch.nn.functional.conv_transpose2d`.
///
/// - Parameters:
///   - input: `[batch, channels, height, width]`, or without the batch.
///   - weight: `[channels, outputs / groups, kernel height, kernel width]`.
///   - bias: `[outputs]`, or nil.
///   - stride: how far the kernels of neighbouring places are apart in the output.
///   - padding: places that are left out at each border of the output.
///   - outputPadding: places added behind each axis of the output, less than its stride or its dilation: a convolution with a
///     stride takes several sizes to one, and this says which of them is meant.
///   - groups: as in ``conv2d(_:_:_:stride:padding:dilation:groups:file:line:)``.
///   - dilation: how far the kernel's taps are apart.
/// - Returns: `[batch, outputs, …]`; along an axis
///   `(size − 1) · stride − 2 · padding + dilation · (kernel − 1) + outputPadding + 1`.
/// - Requires: one dtype, which is not bool. Sums of integers wrap around.
public func convTranspose2d(
  _ input: Tensor, _ weight: Tensor, _ bias: Tensor? = nil, stride: PerAxis = 1,
  padding: PerAxis = 0, outputPadding: PerAxis = 0, groups: Int = 1, dilation: PerAxis = 1,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  ConvolutionCall(op: "convTranspose2d", spatial: 2, file: file, line: line)
    .transposed(input, weight, bias, stride, padding, outputPadding, groups, dilation)
}

/// The transposed convolution over the last three axes. `torch.nn.functional.conv_transpose3d`.
///
/// See ``convTranspose2d(_:_:_:stride:padding:outputPadding:groups:dilation:file:line:)``.
public func convTranspose3d(
  _ input: Tensor, _ weight: Tensor, _ bias: Tensor? = nil, stride: PerAxis = 1,
  padding: PerAxis = 0, outputPadding: PerAxis = 0, groups: Int = 1, dilation: PerAxis = 1,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  ConvolutionCall(op: "convTranspose3d", spatial: 3, file: file, line: line)
    .transposed(input, weight, bias, stride, padding, outputPadding, groups, dilation)
}

extension ConvolutionCall {
  func transposed(
    _ input: Tensor, _ weight: Tensor, _ bias: Tensor?, _ stride: PerAxis, _ padding: PerAxis,
    _ outputPadding: PerAxis, _ groups: Int, _ dilation: PerAxis
  ) -> Tensor {
    if let (input, weight, bias) = AutocastOp.convolution.cast(input, weight, bias) {
      return transposed(input, weight, bias, stride, padding, outputPadding, groups, dilation)
    }
    let outputs = weight.rank > 1 ? weight.shape[1] * groups : 0
    checkOperands(input, weight, bias, outputs: outputs)
    let channels = input.shape[input.rank - spatial - 1]
    check(
      groups > 0 && channels == weight.shape[0] && channels % groups == 0,
      "input \(input.shape), weight \(weight.shape) and \(groups) groups: the input's \(channels) channels must be the weight's first size and a multiple of the groups"
    )
    let stride = values(stride, "stride", atLeast: 1)
    let dilation = values(dilation, "dilation", atLeast: 1)
    let padding = values(padding, "padding", atLeast: 0)
    let added = values(outputPadding, "outputPadding", atLeast: 0)
    let sizes = Array(input.shape.suffix(spatial))
    let kernel = Array(weight.shape.suffix(spatial))
    let output = sizes.indices.map { axis in
      check(
        added[axis] < Swift.max(stride[axis], dilation[axis]),
        "outputPadding \(added) must be less than the stride \(stride) or the dilation \(dilation)")
      let size =
        (sizes[axis] - 1) * stride[axis] - 2 * padding[axis] + dilation[axis] * (kernel[axis] - 1)
        + added[axis] + 1
      check(
        size > 0 && kernel[axis] > 0,
        "input \(input.shape), weight \(weight.shape) and padding \(padding) leave an output of size \(size)"
      )
      return size
    }
    return onBatch(input, weight, bias) { x, w, b in
      ConvolutionGeometry(
        batch: x.shape[0], groups: groups, inputChannels: outputs, outputChannels: channels,
        input: output, output: sizes, kernel: kernel, stride: stride, padding: padding,
        dilation: dilation
      ).input(x, w, bias: b)
    }
  }
}
