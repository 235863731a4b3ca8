// Transforms of real numbers, whose second half is the first one's mirror image and left out.

extension Tensor {
  /// The transform of real numbers along an axis: the first n/2 + 1 of n elements, as the others are their conjugates.
  ///
  /// Parameters are those of ``fft(n:axis:norm:file:line:)``. `torch.fft.rfft`.
  public func rfft(
    n: Int? = nil, axis: Int = -1, norm: FourierNorm = .backward, file: StaticString = #fileID,
    line: UInt = #line
  ) -> ComplexTensor {
    halfTransform("rfft", n, axis, norm, isInverse: false, file: file, line: line)
  }

  /// The inverse transform of real numbers along an axis: the first n/2 + 1 of n elements. `torch.fft.ihfft`.
  public func ihfft(
    n: Int? = nil, axis: Int = -1, norm: FourierNorm = .backward, file: StaticString = #fileID,
    line: UInt = #line
  ) -> ComplexTensor {
    halfTransform("ihfft", n, axis, norm, isInverse: true, file: file, line: line)
  }

  fileprivate func halfTransform(
    _ op: StaticString, _ n: Int?, _ axis: Int, _ norm: FourierNorm, isInverse: Bool,
    file: StaticString, line: UInt
  ) -> ComplexTensor {
    let input = forFourier(op, file: file, line: line)
    let along = FourierAxis(op, shape, axis: axis, length: n, file: file, line: line)
    return input.halfSpectrum(
      along, scale: norm.scale(along.length, isInverse: isInverse), isInverse: isInverse)
  }

  /// The first half of a real tensor's transform.
  func halfSpectrum(_ along: FourierAxis, scale: Double, isInverse: Bool) -> ComplexTensor {
    let input = resized(axis: along.axis, to: along.length)
    let (re, im) = noGrad {
      Fourier.transform(
        input, nil, axis: along.axis, isInverse: false, isHalf: true, scale: scale)
    }
    Tensor.record([re, im], from: [input], HalfSpectrumDerivative(along: along, scale: scale))
    let half = ComplexTensor(real: re, imag: im)
    return isInverse ? half.conj() : half
  }
}

/// What was left out got no gradient: with zeros in its place the transform goes back, and its real part is the gradient.
struct HalfSpectrumDerivative: JointDerivative {
  static let name = "rfft"
  let along: FourierAxis
  let scale: Double

  func propagate(_ gradients: [Tensor?], to inputs: InputGradients) {
    let present = gradients.compactMap { $0 }[0]
    let half = ComplexTensor(
      real: gradients[0] ?? .zeros(like: present), imag: gradients[1] ?? .zeros(like: present))
    inputs.add(
      0,
      half.resized(axis: along.axis, to: along.length)
        .fourier(axis: along.axis, isInverse: true, scale: scale).real)
  }
}

extension ComplexTensor {
  /// The real numbers whose transform begins with these: the inverse of ``Tensor/rfft(n:axis:norm:file:line:)``.
  ///
  /// - Parameter n: the size of the result's axis, of which n/2 + 1 elements are read: cut off, or continued with zeros. Two times one less than the
  ///   axis's own size unless given. The imaginary parts of the first element and, for even n, of the middle one count as 0.
  ///
  /// `torch.fft.irfft`.
  public func irfft(
    n: Int? = nil, axis: Int = -1, norm: FourierNorm = .backward, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    hermitian("irfft", n, axis, norm, isInverse: true, file: file, line: line)
  }

  /// The real transform of numbers of which only the first half is given, the others being its conjugates: ``irfft(n:axis:norm:file:line:)``
  /// of the conjugate, multiplied by n. `torch.fft.hfft`.
  public func hfft(
    n: Int? = nil, axis: Int = -1, norm: FourierNorm = .backward, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    hermitian("hfft", n, axis, norm, isInverse: false, file: file, line: line)
  }

  private func hermitian(
    _ op: StaticString, _ n: Int?, _ axis: Int, _ norm: FourierNorm, isInverse: Bool,
    file: StaticString, line: UInt
  ) -> Tensor {
    demand(rank > 0, "\(op): a scalar has no axis", file: file, line: line)
    let resolved = axis < 0 ? axis + rank : axis
    let length = n ?? (shape.indices.contains(resolved) ? 2 * (shape[resolved] - 1) : 1)
    let along = FourierAxis(op, shape, axis: axis, length: length, file: file, line: line)
    return realFromHalf(
      along, scale: norm.scale(along.length, isInverse: isInverse), isInverse: isInverse)
  }

  /// The real transform of what begins with this and goes on with its conjugates in reverse.
  func realFromHalf(_ along: FourierAxis, scale: Double, isInverse: Bool) -> Tensor {
    let half = resized(axis: along.axis, to: along.length / 2 + 1)
    let mirrored = (along.length - 1) / 2
    let tail = ComplexTensor(
      real: half.real.sliced(axis: along.axis, start: 1, size: mirrored, step: 1),
      imag: half.imag.sliced(axis: along.axis, start: 1, size: mirrored, step: 1))
    let whole = ComplexTensor(
      real: concatenate([half.real, tail.real.flipped(axes: [along.axis])], axis: along.axis),
      imag: concatenate([half.imag, -tail.imag.flipped(axes: [along.axis])], axis: along.axis))
    return whole.fourier(axis: along.axis, isInverse: isInverse, scale: scale).real
  }
}

extension Tensor {
  /// As ``ComplexTensor/irfft(n:axis:norm:file:line:)`` of numbers without imaginary parts.
  public func irfft(
    n: Int? = nil, axis: Int = -1, norm: FourierNorm = .backward, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    ComplexTensor(forFourier("irfft", file: file, line: line))
      .irfft(n: n, axis: axis, norm: norm, file: file, line: line)
  }

  /// As ``ComplexTensor/hfft(n:axis:norm:file:line:)`` of numbers without imaginary parts.
  public func hfft(
    n: Int? = nil, axis: Int = -1, norm: FourierNorm = .backward, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    ComplexTensor(forFourier("hfft", file: file, line: line))
      .hfft(n: n, axis: axis, norm: norm, file: file, line: line)
  }
}
