extension Tensor {
  /// Whether each element has no imaginary part, as a bool tensor: always true, there are no complex dtypes. `torch.isreal`.
  public func isReal() -> Tensor { .full(shape, true) }
}
