// Transforms along several axes from real numbers and to them: the last axis is halved.

extension Tensor {
  /// The transform of real numbers along several axes, of which the last keeps its first n/2 + 1 elements.
  ///
  /// Parameters are those of ``ComplexTensor/fftn(sizes:axes:norm:file:line:)``. `torch.fft.rfftn`.
  public func rfftn(
    sizes: [Int]? = nil, axes: [Int]? = nil, norm: FourierNorm = .backward,
    file: StaticString = #fileID, line: UInt = #line
  ) -> ComplexTensor {
    halfTransforms("rfftn", sizes, axes, norm, isInverse: false, file: file, line: line)
  }

  /// The inverse transform of real numbers along several axes, of which the last keeps its first n/2 + 1 elements.
  ///
  /// Parameters are those of ``ComplexTensor/fftn(sizes:axes:norm:file:line:)``. `torch.fft.ihfftn`.
  public func ihfftn(
    sizes: [Int]? = nil, axes: [Int]? = nil, norm: FourierNorm = .backward,
    file: StaticString = #fileID, line: UInt = #line
  ) -> ComplexTensor {
    halfTransforms("ihfftn", sizes, axes, norm, isInverse: true, file: file, line: line)
  }

  /// The transform of real numbers along two axes, of which the last keeps its first n/2 + 1 elements.
  ///
  /// Parameters are those of ``ComplexTensor/fftn(sizes:axes:norm:file:line:)``. `torch.fft.rfft2`.
  public func rfft2(
    sizes: [Int]? = nil, axes: [Int] = [-2, -1], norm: FourierNorm = .backward,
    file: StaticString = #fileID, line: UInt = #line
  ) -> ComplexTensor {
    halfTransforms("rfft2", sizes, axes, norm, isInverse: false, file: file, line: line)
  }

  /// The inverse transform of real numbers along two axes, of which the last keeps its first n/2 + 1 elements.
  ///
  /// Parameters are those of ``ComplexTensor/fftn(sizes:axes:norm:file:line:)``. `torch.fft.ihfft2`.
  public func ihfft2(
    sizes: [Int]? = nil, axes: [Int] = [-2, -1], norm: FourierNorm = .backward,
    file: StaticString = #fileID, line: UInt = #line
  ) -> ComplexTensor {
    halfTransforms("ihfft2", sizes, axes, norm, isInverse: true, file: file, line: line)
  }

  private func halfTransforms(
    _ op: StaticString, _ sizes: [Int]?, _ axes: [Int]?, _ norm: FourierNorm, isInverse: Bool,
    file: StaticString, line: UInt
  ) -> ComplexTensor {
    let input = forFourier(op, file: file, line: line)
    let list = FourierAxis.list(op, shape, sizes: sizes, axes: axes, file: file, line: line)
    guard let last = list.last else { mistake("\(op): no axes", file: file, line: line) }
    let half = input.halfSpectrum(
      last, scale: norm.scale(last.length, isInverse: isInverse), isInverse: isInverse)
    return half.transformed(list.dropLast(), norm, isInverse: isInverse)
  }
}

extension ComplexTensor {
  /// The real numbers whose ``Tensor/rfftn(sizes:axes:norm:file:line:)`` this is.
  ///
  /// - Parameter sizes: of the result; two times one less than its own size for the last axis unless given.
  ///
  /// `torch.fft.irfftn`.
  public func irfftn(
    sizes: [Int]? = nil, axes: [Int]? = nil, norm: FourierNorm = .backward,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    hermitians("irfftn", sizes, axes, norm, isInverse: true, file: file, line: line)
  }

  /// The real transform along several axes of numbers of which only half is given along the last.
  ///
  /// - Parameter sizes: of the result; two times one less than its own size for the last axis unless given.
  ///
  /// `torch.fft.hfftn`.
  public func hfftn(
    sizes: [Int]? = nil, axes: [Int]? = nil, norm: FourierNorm = .backward,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    hermitians("hfftn", sizes, axes, norm, isInverse: false, file: file, line: line)
  }

  /// The real numbers whose ``Tensor/rfft2(sizes:axes:norm:file:line:)`` this is.
  ///
  /// - Parameter sizes: of the result; two times one less than its own size for the last axis unless given.
  ///
  /// `torch.fft.irfft2`.
  public func irfft2(
    sizes: [Int]? = nil, axes: [Int] = [-2, -1], norm: FourierNorm = .backward,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    hermitians("irfft2", sizes, axes, norm, isInverse: true, file: file, line: line)
  }

  /// The real transform along two axes of numbers of which only half is given along the last.
  ///
  /// - Parameter sizes: of the result; two times one less than its own size for the last axis unless given.
  ///
  /// `torch.fft.hfft2`.
  public func hfft2(
    sizes: [Int]? = nil, axes: [Int] = [-2, -1], norm: FourierNorm = .backward,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    hermitians("hfft2", sizes, axes, norm, isInverse: false, file: file, line: line)
  }

  private func hermitians(
    _ op: StaticString, _ sizes: [Int]?, _ axes: [Int]?, _ norm: FourierNorm, isInverse: Bool,
    file: StaticString, line: UInt
  ) -> Tensor {
    let list = FourierAxis.list(
      op, shape, sizes: sizes, axes: axes, lastLength: { 2 * ($0 - 1) }, file: file, line: line)
    guard let last = list.last else { mistake("\(op): no axes", file: file, line: line) }
    return transformed(list.dropLast(), norm, isInverse: isInverse).realFromHalf(
      last, scale: norm.scale(last.length, isInverse: isInverse), isInverse: isInverse)
  }
}
