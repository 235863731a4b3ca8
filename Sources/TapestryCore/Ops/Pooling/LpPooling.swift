/// The p-norm of each window that slides over the last two axes: the p-th root of the sum of p-th powers.
/// `torch.nn.functional.lp_pool2d`.
///
/// Powers keep their sign, and the root of a negative sum is 0 where `normType` is odd, as in PyTorch. The derivative at a sum
/// of 0 is not finite for `normType` above 1.
///
/// - Parameters:
///   - input: `[batch, channels, height, width]`, or without the batch; of a floating-point dtype.
///   - normType: p.
///   - kernelSize, stride, ceilMode: as in ``avgPool2d(_:kernelSize:stride:padding:ceilMode:countIncludePad:divisorOverride:file:line:)``.
public func lpPool2d(
  _ input: Tensor, normType: Double, kernelSize: PerAxis, stride: PerAxis? = nil,
  ceilMode: Bool = false, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  PoolingCall(op: "lpPool2d", spatial: 2, file: file, line: line)
    .norm(input, normType, kernelSize, stride, ceilMode)
}

/// The p-norm of each window that slides over the last axis, for `[batch, channels, length]`. `torch.nn.functional.lp_pool1d`.
///
/// See ``lpPool2d(_:normType:kernelSize:stride:ceilMode:file:line:)``.
public func lpPool1d(
  _ input: Tensor, normType: Double, kernelSize: PerAxis, stride: PerAxis? = nil,
  ceilMode: Bool = false, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  PoolingCall(op: "lpPool1d", spatial: 1, file: file, line: line)
    .norm(input, normType, kernelSize, stride, ceilMode)
}

/// The p-norm of each window that slides over the last three axes, for `[batch, channels, depth, height, width]`. `torch.nn.functional.lp_pool3d`.
///
/// See ``lpPool2d(_:normType:kernelSize:stride:ceilMode:file:line:)``.
public func lpPool3d(
  _ input: Tensor, normType: Double, kernelSize: PerAxis, stride: PerAxis? = nil,
  ceilMode: Bool = false, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  PoolingCall(op: "lpPool3d", spatial: 3, file: file, line: line)
    .norm(input, normType, kernelSize, stride, ceilMode)
}

extension PoolingCall {
  package func norm(
    _ input: Tensor, _ p: Double, _ kernelSize: PerAxis, _ stride: PerAxis?, _ ceilMode: Bool
  ) -> Tensor {
    check(p != 0, "normType is 0")
    _ = sizes(of: input)
    let means = average(input.pow(p), kernelSize, stride, 0, ceilMode, true, nil)
    let count = values(kernelSize, "kernelSize", atLeast: 1).reduce(1, *)
    return (means.sign() * means.abs().relu() * Double(count)).pow(1 / p)
  }
}
