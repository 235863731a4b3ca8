// Transforms along several axes, one after the other.

extension ComplexTensor {
  /// The transform along several axes. `torch.fft.fftn`.
  ///
  /// - Parameters:
  ///   - sizes: to which the axes are cut off or continued with zeros, −1 for an axis's own; without `axes` they are those of the last axes.
  ///   - axes: all unless given.
  ///   - norm: of the product of all transforms; see ``fft(n:axis:norm:file:line:)``.
  public func fftn(
    sizes: [Int]? = nil, axes: [Int]? = nil, norm: FourierNorm = .backward,
    file: StaticString = #fileID, line: UInt = #line
  ) -> ComplexTensor {
    transformed("fftn", sizes, axes, norm, isInverse: false, file: file, line: line)
  }

  /// The inverse transform along several axes. `torch.fft.ifftn`.
  public func ifftn(
    sizes: [Int]? = nil, axes: [Int]? = nil, norm: FourierNorm = .backward,
    file: StaticString = #fileID, line: UInt = #line
  ) -> ComplexTensor {
    transformed("ifftn", sizes, axes, norm, isInverse: true, file: file, line: line)
  }

  /// The transform along two axes. `torch.fft.fft2`.
  public func fft2(
    sizes: [Int]? = nil, axes: [Int] = [-2, -1], norm: FourierNorm = .backward,
    file: StaticString = #fileID, line: UInt = #line
  ) -> ComplexTensor {
    transformed("fft2", sizes, axes, norm, isInverse: false, file: file, line: line)
  }

  /// The inverse transform along two axes. `torch.fft.ifft2`.
  public func ifft2(
    sizes: [Int]? = nil, axes: [Int] = [-2, -1], norm: FourierNorm = .backward,
    file: StaticString = #fileID, line: UInt = #line
  ) -> ComplexTensor {
    transformed("ifft2", sizes, axes, norm, isInverse: true, file: file, line: line)
  }

  fileprivate func transformed(
    _ op: StaticString, _ sizes: [Int]?, _ axes: [Int]?, _ norm: FourierNorm, isInverse: Bool,
    file: StaticString, line: UInt
  ) -> ComplexTensor {
    let list = FourierAxis.list(op, shape, sizes: sizes, axes: axes, file: file, line: line)
    return transformed(list, norm, isInverse: isInverse)
  }

  func transformed(
    _ list: some Sequence<FourierAxis>, _ norm: FourierNorm, isInverse: Bool
  ) -> ComplexTensor {
    list.reduce(self) { result, along in
      result.resized(axis: along.axis, to: along.length).fourier(
        axis: along.axis, isInverse: isInverse,
        scale: norm.scale(along.length, isInverse: isInverse))
    }
  }
}

extension Tensor {
  /// The transform along several axes, as ``ComplexTensor/fftn(sizes:axes:norm:file:line:)``. `torch.fft.fftn`.
  public func fftn(
    sizes: [Int]? = nil, axes: [Int]? = nil, norm: FourierNorm = .backward,
    file: StaticString = #fileID, line: UInt = #line
  ) -> ComplexTensor {
    ComplexTensor(forFourier("fftn", file: file, line: line)).fftn(
      sizes: sizes, axes: axes, norm: norm, file: file, line: line)
  }

  /// The inverse transform along several axes, as ``ComplexTensor/ifftn(sizes:axes:norm:file:line:)``. `torch.fft.ifftn`.
  public func ifftn(
    sizes: [Int]? = nil, axes: [Int]? = nil, norm: FourierNorm = .backward,
    file: StaticString = #fileID, line: UInt = #line
  ) -> ComplexTensor {
    ComplexTensor(forFourier("ifftn", file: file, line: line)).ifftn(
      sizes: sizes, axes: axes, norm: norm, file: file, line: line)
  }

  /// The transform along two axes, as ``ComplexTensor/fft2(sizes:axes:norm:file:line:)``. `torch.fft.fft2`.
  public func fft2(
    sizes: [Int]? = nil, axes: [Int] = [-2, -1], norm: FourierNorm = .backward,
    file: StaticString = #fileID, line: UInt = #line
  ) -> ComplexTensor {
    ComplexTensor(forFourier("fft2", file: file, line: line)).fft2(
      sizes: sizes, axes: axes, norm: norm, file: file, line: line)
  }

  /// The inverse transform along two axes, as ``ComplexTensor/ifft2(sizes:axes:norm:file:line:)``. `torch.fft.ifft2`.
  public func ifft2(
    sizes: [Int]? = nil, axes: [Int] = [-2, -1], norm: FourierNorm = .backward,
    file: StaticString = #fileID, line: UInt = #line
  ) -> ComplexTensor {
    ComplexTensor(forFourier("ifft2", file: file, line: line)).ifft2(
      sizes: sizes, axes: axes, norm: norm, file: file, line: line)
  }
}
