extension Tensor {
  /// Angles in radians of angles in degrees. Integers and bool give float32. `torch.deg2rad`.
  public func deg2rad() -> Tensor { cast(to: dtype.promotedToFloat) * (Double.pi / 180) }
}
