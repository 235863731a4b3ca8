extension Tensor {
  /// Angles in degrees of angles in radians. Integers and bool give float32. `torch.rad2deg`.
  public func rad2deg() -> Tensor { cast(to: dtype.promotedToFloat) * (180 / Double.pi) }
}
