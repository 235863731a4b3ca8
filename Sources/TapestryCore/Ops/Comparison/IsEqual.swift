extension Tensor {
  /// Whether two tensors have the same shape and equal elements; NaN equals nothing. `torch.equal`.
  public func isEqual(to other: Tensor) -> Bool {
    shape == other.shape && (self .== other).all().item(as: Bool.self)
  }
}
