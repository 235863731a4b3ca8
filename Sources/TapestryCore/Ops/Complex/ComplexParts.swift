extension ComplexTensor {
  /// Complex numbers of given parts, which broadcast. `torch.complex`.
  ///
  /// - Parameters:
  ///   - real, imag: both float32 or both float64. The parts are views of them, not copies.
  public init(
    _ real: Tensor, _ imag: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) {
    let fits = real.dtype == imag.dtype && (real.dtype == .float32 || real.dtype == .float64)
    demand(
      fits,
      "complex: parts of \(real.dtype) and \(imag.dtype); both float32 or both float64 are needed",
      file: file, line: line)
    let shape = Tensor.broadcastShape("complex", real, imag, file: file, line: line)
    self.init(real: real.expanded(to: shape), imag: imag.expanded(to: shape))
  }

  /// Real numbers as complex ones, with imaginary parts of 0.
  public init(_ real: Tensor, file: StaticString = #fileID, line: UInt = #line) {
    self.init(real, Tensor.zeros(like: real), file: file, line: line)
  }

  /// Complex numbers of given distances from 0 and angles in radians, which broadcast. `torch.polar`.
  public static func polar(
    _ abs: Tensor, _ angle: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> ComplexTensor {
    let fits = abs.dtype == angle.dtype && (abs.dtype == .float32 || abs.dtype == .float64)
    demand(
      fits, "polar: \(abs.dtype) and \(angle.dtype); both float32 or both float64 are needed",
      file: file, line: line)
    _ = Tensor.broadcastShape("polar", abs, angle, file: file, line: line)
    return ComplexTensor(real: abs * angle.cos(), imag: abs * angle.sin())
  }

  /// Complex numbers of pairs: the last axis, of size 2, holds real and imaginary parts. Views. `torch.view_as_complex`.
  public init(
    viewing pairs: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) {
    demand(
      pairs.rank > 0 && pairs.shape[pairs.rank - 1] == 2,
      "viewAsComplex: shape \(pairs.shape), of which the last size must be 2", file: file,
      line: line)
    self.init(
      pairs.selected(axis: -1, index: 0), pairs.selected(axis: -1, index: 1), file: file,
      line: line)
  }

  /// Real and imaginary parts side by side along a new last axis of size 2. A copy. `torch.view_as_real`.
  public func viewAsReal() -> Tensor { stack([real, imag], axis: -1) }

  /// The conjugates: imaginary parts with the other sign. `torch.conj`, `torch.conj_physical`.
  public func conj() -> ComplexTensor { ComplexTensor(real: real, imag: -imag) }

  /// This itself: conjugates are never put off here. `torch.resolve_conj`.
  public func resolveConj() -> ComplexTensor { self }

  /// This itself: changes of sign are never put off here. `torch.resolve_neg`.
  public func resolveNeg() -> ComplexTensor { self }

  /// Whether each imaginary part is 0. `torch.isreal`.
  public func isReal() -> Tensor { imag .== 0 }
}

/// Real numbers where code is written for complex ones too.
extension Tensor {
  /// This itself. `torch.real`.
  public var real: Tensor { self }

  /// This itself: real numbers are their own conjugates. `torch.conj`, `torch.conj_physical`, `torch.resolve_conj`.
  public func conj() -> Tensor { self }
}
