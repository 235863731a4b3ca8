extension Tensor {
  /// A transform with the element of frequency 0 moved to the middle: the halves of axes exchanged. `torch.fft.fftshift`.
  ///
  /// - Parameter axes: all unless given.
  public func fftshift(
    axes: [Int]? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    halvesExchanged("fftshift", axes, file: file, line: line) { $0 - $0 / 2 }
  }

  /// The inverse of ``fftshift(axes:file:line:)``, other than it for odd sizes. `torch.fft.ifftshift`.
  public func ifftshift(
    axes: [Int]? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    halvesExchanged("ifftshift", axes, file: file, line: line) { $0 / 2 }
  }

  /// - Parameter start: from an axis's size to the place that becomes the first.
  private func halvesExchanged(
    _ op: StaticString, _ axes: [Int]?, file: StaticString, line: UInt, _ start: (Int) -> Int
  ) -> Tensor {
    let chosen = (axes ?? Array(shape.indices)).map {
      resolvedAxis($0, op: op, file: file, line: line)
    }
    return chosen.reduce(self) { result, axis in
      if result.rank == 0 { return result }
      let (size, first) = (result.shape[axis], start(result.shape[axis]))
      return concatenate(
        [
          result.sliced(axis: axis, start: first, size: size - first, step: 1),
          result.sliced(axis: axis, start: 0, size: first, step: 1),
        ], axis: axis)
    }
  }
}

extension ComplexTensor {
  /// As ``Tensor/fftshift(axes:file:line:)``.
  public func fftshift(
    axes: [Int]? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> ComplexTensor {
    ComplexTensor(
      real: real.fftshift(axes: axes, file: file, line: line),
      imag: imag.fftshift(axes: axes, file: file, line: line))
  }

  /// As ``Tensor/ifftshift(axes:file:line:)``.
  public func ifftshift(
    axes: [Int]? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> ComplexTensor {
    ComplexTensor(
      real: real.ifftshift(axes: axes, file: file, line: line),
      imag: imag.ifftshift(axes: axes, file: file, line: line))
  }
}
