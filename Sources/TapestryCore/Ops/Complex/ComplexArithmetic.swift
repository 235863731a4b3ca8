extension ComplexTensor {
  /// The sum of each pair of elements; operands broadcast, also for the other operators. `torch.add`.
  public static func + (a: ComplexTensor, b: ComplexTensor) -> ComplexTensor {
    ComplexTensor(real: a.real + b.real, imag: a.imag + b.imag)
  }

  /// The difference of each pair of elements. `torch.sub`.
  public static func - (a: ComplexTensor, b: ComplexTensor) -> ComplexTensor {
    ComplexTensor(real: a.real - b.real, imag: a.imag - b.imag)
  }

  /// The product of each pair of elements. `torch.mul`.
  public static func * (a: ComplexTensor, b: ComplexTensor) -> ComplexTensor {
    ComplexTensor(
      real: a.real * b.real - a.imag * b.imag, imag: a.real * b.imag + a.imag * b.real)
  }

  /// The quotient of each pair of elements, without overflow on the way. `torch.div`.
  public static func / (a: ComplexTensor, b: ComplexTensor) -> ComplexTensor {
    // The divisor's larger part is brought to 1. As a factor that cancels, it has no derivative.
    let size = noGrad { b.real.abs().maximum(b.imag.abs()) }
    let scaled = ComplexTensor(real: b.real / size, imag: b.imag / size)
    let square = (scaled.real.square() + scaled.imag.square()) * size
    let product = a * scaled.conj()
    return ComplexTensor(real: product.real / square, imag: product.imag / square)
  }

  public static prefix func - (a: ComplexTensor) -> ComplexTensor {
    ComplexTensor(real: -a.real, imag: -a.imag)
  }

  public static func + (a: ComplexTensor, b: Tensor) -> ComplexTensor {
    a + ComplexTensor(b, .zeros(like: b))
  }
  public static func - (a: ComplexTensor, b: Tensor) -> ComplexTensor {
    a - ComplexTensor(b, .zeros(like: b))
  }
  public static func * (a: ComplexTensor, b: Tensor) -> ComplexTensor {
    ComplexTensor(real: a.real * b, imag: a.imag * b)
  }
  public static func / (a: ComplexTensor, b: Tensor) -> ComplexTensor {
    ComplexTensor(real: a.real / b, imag: a.imag / b)
  }

  public static func + (a: Tensor, b: ComplexTensor) -> ComplexTensor { b + a }
  public static func - (a: Tensor, b: ComplexTensor) -> ComplexTensor { -b + a }
  public static func * (a: Tensor, b: ComplexTensor) -> ComplexTensor { b * a }
  public static func / (a: Tensor, b: ComplexTensor) -> ComplexTensor {
    ComplexTensor(a, .zeros(like: a)) / b
  }

  public static func + (a: ComplexTensor, b: Double) -> ComplexTensor {
    ComplexTensor(real: a.real + b, imag: a.imag)
  }
  public static func - (a: ComplexTensor, b: Double) -> ComplexTensor {
    ComplexTensor(real: a.real - b, imag: a.imag)
  }
  public static func * (a: ComplexTensor, b: Double) -> ComplexTensor {
    ComplexTensor(real: a.real * b, imag: a.imag * b)
  }
  public static func / (a: ComplexTensor, b: Double) -> ComplexTensor {
    ComplexTensor(real: a.real / b, imag: a.imag / b)
  }
  public static func + (a: Double, b: ComplexTensor) -> ComplexTensor { b + a }
  public static func - (a: Double, b: ComplexTensor) -> ComplexTensor { -b + a }
  public static func * (a: Double, b: ComplexTensor) -> ComplexTensor { b * a }
  public static func / (a: Double, b: ComplexTensor) -> ComplexTensor {
    ComplexTensor(Tensor(scalar: a, dtype: b.dtype)) / b
  }

  /// The matrix product, as ``Tensor/matmul(_:file:line:)``. `torch.matmul`.
  public func matmul(
    _ other: ComplexTensor, file: StaticString = #fileID, line: UInt = #line
  ) -> ComplexTensor {
    ComplexTensor(
      real: real.matmul(other.real, file: file, line: line) - imag.matmul(other.imag),
      imag: real.matmul(other.imag) + imag.matmul(other.real))
  }
}
