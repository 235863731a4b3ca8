extension Tensor {
  /// Each element raised to the power beside it, computed in and returned as float64; operands broadcast. `torch.float_power`.
  public func floatPower(
    _ exponent: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    _ = Tensor.broadcastShape("floatPower", self, exponent, file: file, line: line)
    return cast(to: .float64).pow(exponent.cast(to: .float64))
  }

  public func floatPower(_ exponent: some TensorElement) -> Tensor {
    cast(to: .float64).pow(exponent)
  }
}
