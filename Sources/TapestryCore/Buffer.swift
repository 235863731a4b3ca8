/// A tensor that belongs to a module's state but is not learned, such as a running mean.
///
/// Modules find it among their properties, as they find a ``Parameter``; optimizers do not see it. Change it in place,
/// under ``noGrad(_:)``. `torch.nn.Buffer`.
public final class Buffer: Tensor {
  /// Whether state dicts contain it.
  public let isPersistent: Bool

  /// A buffer that takes over a tensor's elements; it shares memory with `value`, not its record.
  public init(_ value: Tensor, isPersistent: Bool = true) {
    self.isPersistent = isPersistent
    super.init(
      viewOf: value, shape: value.shape, strides: value.strides, offset: value.offset,
      keepsBase: false)
  }
}
