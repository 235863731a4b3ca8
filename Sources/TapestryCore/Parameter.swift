/// A tensor that a model learns: a leaf that asks for a gradient, and that modules find among their properties.
///
/// `torch.nn.Parameter`.
public final class Parameter: Tensor {
  /// A parameter that takes over a tensor's elements; it shares memory with `value`, not its record.
  ///
  /// - Parameter value: of a floating-point dtype.
  public init(
    _ value: Tensor, requiresGrad: Bool = true, file: StaticString = #fileID, line: UInt = #line
  ) {
    super.init(
      viewOf: value, shape: value.shape, strides: value.strides, offset: value.offset,
      keepsBase: false)
    setRequiresGrad(requiresGrad, file: file, line: line)
  }
}
