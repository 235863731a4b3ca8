extension Tensor {
  /// This tensor where it is contiguous already, else a contiguous copy. `torch.Tensor.contiguous`.
  public func contiguous() -> Tensor { isContiguous ? self : clone() }
}
