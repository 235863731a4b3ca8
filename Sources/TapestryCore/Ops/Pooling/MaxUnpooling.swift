/// What a max pooling has chosen, back at its places, with zeros elsewhere. `torch.nn.functional.max_unpool2d`.
///
/// - Parameters:
///   - input: `[batch, channels, height, width]`, or without the batch; of a floating-point dtype.
///   - indices: int64 of the same shape, from
///     ``maxPool2dWithIndices(_:kernelSize:stride:padding:dilation:ceilMode:file:line:)``. Of elements with the same place the
///     last counts.
///   - kernelSize, stride, padding: those of the pooling; from them comes the result's size, unless `outputSize` is given.
///   - outputSize: the result's last sizes, where several sizes are pooled to that of `input`; less than a stride away from the
///     one that is worked out.
public func maxUnpool2d(
  _ input: Tensor, indices: Tensor, kernelSize: PerAxis, stride: PerAxis? = nil,
  padding: PerAxis = 0, outputSize: PerAxis? = nil, file: StaticString = #fileID,
  line: UInt = #line
) -> Tensor {
  PoolingCall(op: "maxUnpool2d", spatial: 2, file: file, line: line)
    .unpooled(input, indices, kernelSize, stride, padding, outputSize)
}

/// What a max pooling has chosen, back at its places, for `[batch, channels, length]`. `torch.nn.functional.max_unpool1d`.
///
/// See ``maxUnpool2d(_:indices:kernelSize:stride:padding:outputSize:file:line:)``.
public func maxUnpool1d(
  _ input: Tensor, indices: Tensor, kernelSize: PerAxis, stride: PerAxis? = nil,
  padding: PerAxis = 0, outputSize: PerAxis? = nil, file: StaticString = #fileID,
  line: UInt = #line
) -> Tensor {
  PoolingCall(op: "maxUnpool1d", spatial: 1, file: file, line: line)
    .unpooled(input, indices, kernelSize, stride, padding, outputSize)
}

/// What a max pooling has chosen, back at its places, for `[batch, channels, depth, height, width]`. `torch.nn.functional.max_unpool3d`.
///
/// See ``maxUnpool2d(_:indices:kernelSize:stride:padding:outputSize:file:line:)``.
public func maxUnpool3d(
  _ input: Tensor, indices: Tensor, kernelSize: PerAxis, stride: PerAxis? = nil,
  padding: PerAxis = 0, outputSize: PerAxis? = nil, file: StaticString = #fileID,
  line: UInt = #line
) -> Tensor {
  PoolingCall(op: "maxUnpool3d", spatial: 3, file: file, line: line)
    .unpooled(input, indices, kernelSize, stride, padding, outputSize)
}

extension PoolingCall {
  package func unpooled(
    _ input: Tensor, _ indices: Tensor, _ kernelSize: PerAxis, _ stride: PerAxis?,
    _ padding: PerAxis, _ outputSize: PerAxis?
  ) -> Tensor {
    let sizes = sizes(of: input)
    check(
      indices.dtype == .int64 && indices.shape == input.shape,
      "indices of \(indices.dtype) \(indices.shape) must be of int64 \(input.shape)")
    let kernel = values(kernelSize, "kernelSize", atLeast: 1)
    let stride = values(stride ?? kernelSize, "stride", atLeast: 1)
    let padding = values(padding, "padding", atLeast: 0)
    let standard = sizes.indices.map {
      (sizes[$0] - 1) * stride[$0] + kernel[$0] - 2 * padding[$0]
    }
    let target = outputSize.map { values($0, "outputSize", atLeast: 1) } ?? standard
    let isNear = sizes.indices.allSatisfy {
      target[$0] > 0 && (target[$0] - standard[$0]).magnitude < stride[$0].magnitude
    }
    check(
      isNear || target == standard && !target.contains { $0 <= 0 },
      "outputSize \(target) must be less than a stride \(stride) away from \(standard)")
    let places = target.reduce(1, *)
    let numbers = noGrad { indices.contiguous() }
    if let wrong = Gather.firstOutside(numbers, 0..<places) {
      check(false, "index \(wrong) is not in 0..<\(places), the places of \(target)")
    }
    return input.computed { $0.planesFilled(at: numbers, sizes: target, adds: false) }
  }
}
