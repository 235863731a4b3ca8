/// An array of complex numbers: a tensor of real parts and one of imaginary parts.
///
/// The two are ordinary tensors of one shape and dtype, float32 or float64, so that everything complex is on the tape as what
/// it does to real numbers: the gradient of a real part is in the real part's ``Tensor/grad``, and derivatives are those
/// by two real variables, as in PyTorch, where they come as one complex number.
///
/// ```swift
/// let z = x.fft()
/// let power = (z * z.conj()).real       // or z.abs().square()
/// let y = (z * filter).ifft().real
/// ```
///
/// PyTorch's complex tensors, which hold the two parts side by side: see ``viewAsReal()``.
public struct ComplexTensor {
  /// The real parts. `torch.real`.
  public let real: Tensor

  /// The imaginary parts. `torch.imag`.
  public let imag: Tensor

  init(real: Tensor, imag: Tensor) {
    self.real = real
    self.imag = imag
  }

  public var shape: Shape { real.shape }
  public var rank: Int { real.rank }
  public var count: Int { real.count }

  /// The dtype of each part.
  public var dtype: DType { real.dtype }

  public var requiresGrad: Bool { real.requiresGrad || imag.requiresGrad }

  /// The value of a tensor with one element.
  public func item(
    file: StaticString = #fileID, line: UInt = #line
  ) -> (real: Double, imag: Double) {
    demand(count == 1, "item: \(count) elements of shape \(shape), not one", file: file, line: line)
    return (real.reshaped(to: []).item(), imag.reshaped(to: []).item())
  }

  /// The same numbers without the record, as ``Tensor/detach()``.
  public func detach() -> ComplexTensor {
    ComplexTensor(real: real.detach(), imag: imag.detach())
  }
}
