// The transforms of complex numbers, and of real ones taken as such.

extension Tensor {
  /// The discrete Fourier transform along an axis: `X[k] = Σ x[j] exp(−2πi jk / n)`.
  ///
  /// - Parameters:
  ///   - n: cuts the axis off or continues it with zeros to this size.
  ///   - norm: by what the sum is multiplied; by nothing unless given.
  /// - Returns: this shape with n elements along `axis`; of float64 for float64, else of float32.
  ///
  /// Of any n in O(n log n): in passes of small radices, or as a convolution where n has a prime factor above 31. `torch.fft.fft`.
  public func fft(
    n: Int? = nil, axis: Int = -1, norm: FourierNorm = .backward, file: StaticString = #fileID,
    line: UInt = #line
  ) -> ComplexTensor {
    realTransform("fft", n, axis, norm, isInverse: false, file: file, line: line)
  }

  /// The inverse of ``fft(n:axis:norm:file:line:)``: `x[j] = 1/n Σ X[k] exp(2πi jk / n)`. `torch.fft.ifft`.
  public func ifft(
    n: Int? = nil, axis: Int = -1, norm: FourierNorm = .backward, file: StaticString = #fileID,
    line: UInt = #line
  ) -> ComplexTensor {
    realTransform("ifft", n, axis, norm, isInverse: true, file: file, line: line)
  }

  private func realTransform(
    _ op: StaticString, _ n: Int?, _ axis: Int, _ norm: FourierNorm, isInverse: Bool,
    file: StaticString, line: UInt
  ) -> ComplexTensor {
    let input = forFourier(op, file: file, line: line)
    let along = FourierAxis(op, shape, axis: axis, length: n, file: file, line: line)
    return ComplexTensor.fourier(
      input.resized(axis: along.axis, to: along.length), nil, axis: along.axis,
      isInverse: isInverse, scale: norm.scale(along.length, isInverse: isInverse))
  }
}

extension ComplexTensor {
  /// The discrete Fourier transform along an axis, as ``Tensor/fft(n:axis:norm:file:line:)``. `torch.fft.fft`.
  public func fft(
    n: Int? = nil, axis: Int = -1, norm: FourierNorm = .backward, file: StaticString = #fileID,
    line: UInt = #line
  ) -> ComplexTensor {
    transform("fft", n, axis, norm, isInverse: false, file: file, line: line)
  }

  /// The inverse transform along an axis. `torch.fft.ifft`.
  public func ifft(
    n: Int? = nil, axis: Int = -1, norm: FourierNorm = .backward, file: StaticString = #fileID,
    line: UInt = #line
  ) -> ComplexTensor {
    transform("ifft", n, axis, norm, isInverse: true, file: file, line: line)
  }

  private func transform(
    _ op: StaticString, _ n: Int?, _ axis: Int, _ norm: FourierNorm, isInverse: Bool,
    file: StaticString, line: UInt
  ) -> ComplexTensor {
    let along = FourierAxis(op, shape, axis: axis, length: n, file: file, line: line)
    return resized(axis: along.axis, to: along.length).fourier(
      axis: along.axis, isInverse: isInverse, scale: norm.scale(along.length, isInverse: isInverse))
  }
}
