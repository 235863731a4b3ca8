extension ComplexTensor {
  /// e to the power of each element. `torch.exp`.
  public func exp() -> ComplexTensor { .polar(real.exp(), imag) }

  /// The natural logarithm of each element, with an angle from −π to π. `torch.log`.
  public func log() -> ComplexTensor { ComplexTensor(real: abs().log(), imag: angle()) }

  /// The square root of each element with a real part of at least 0. `torch.sqrt`.
  public func sqrt() -> ComplexTensor { .polar(abs().sqrt(), angle() * 0.5) }

  /// Each element times itself. `torch.square`.
  public func square() -> ComplexTensor { self * self }

  /// 1 divided by each element. `torch.reciprocal`.
  public func reciprocal() -> ComplexTensor { 1 / self }
}
