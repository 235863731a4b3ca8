// What moves elements moves both parts. Each is as the operation of the same name of Tensor.
extension ComplexTensor {
  private func map(_ body: (Tensor) -> Tensor) -> ComplexTensor {
    ComplexTensor(real: body(real), imag: body(imag))
  }

  /// Part of the tensor, as ``Tensor/subscript(_:)``; read only.
  public subscript(_ indices: any TensorIndex...) -> ComplexTensor {
    ComplexTensor(real: real.selection(indices), imag: imag.selection(indices))
  }

  public func reshaped(
    to shape: Shape, file: StaticString = #fileID, line: UInt = #line
  ) -> ComplexTensor {
    map { $0.reshaped(to: shape, file: file, line: line) }
  }

  public func flattened(
    from start: Int = 0, to end: Int = -1, file: StaticString = #fileID, line: UInt = #line
  ) -> ComplexTensor {
    map { $0.flattened(from: start, to: end, file: file, line: line) }
  }

  public func expanded(
    to shape: Shape, file: StaticString = #fileID, line: UInt = #line
  ) -> ComplexTensor {
    map { $0.expanded(to: shape, file: file, line: line) }
  }

  public func permuted(
    _ axes: [Int], file: StaticString = #fileID, line: UInt = #line
  ) -> ComplexTensor {
    map { $0.permuted(axes, file: file, line: line) }
  }

  public func transposed(
    _ a: Int = -2, _ b: Int = -1, file: StaticString = #fileID, line: UInt = #line
  ) -> ComplexTensor {
    map { $0.transposed(a, b, file: file, line: line) }
  }

  public func narrowed(
    axis: Int, start: Int, length: Int, file: StaticString = #fileID, line: UInt = #line
  ) -> ComplexTensor {
    map { $0.narrowed(axis: axis, start: start, length: length, file: file, line: line) }
  }

  public func squeezed(
    _ axis: Int? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> ComplexTensor {
    map { $0.squeezed(axis, file: file, line: line) }
  }

  public func unsqueezed(
    _ axis: Int, file: StaticString = #fileID, line: UInt = #line
  ) -> ComplexTensor {
    map { $0.unsqueezed(axis, file: file, line: line) }
  }

  public func flipped(
    axes: [Int], file: StaticString = #fileID, line: UInt = #line
  ) -> ComplexTensor {
    map { $0.flipped(axes: axes, file: file, line: line) }
  }

  public func sum(
    axes: [Int]? = nil, keepDims: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> ComplexTensor {
    map { $0.sum(axes: axes, keepDims: keepDims, file: file, line: line) }
  }

  public func mean(
    axes: [Int]? = nil, keepDims: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> ComplexTensor {
    map { $0.mean(axes: axes, keepDims: keepDims, file: file, line: line) }
  }
}

/// Complex tensors one after another along an axis. `torch.cat`.
@_disfavoredOverload
public func concatenate(
  _ tensors: [ComplexTensor], axis: Int = 0, file: StaticString = #fileID, line: UInt = #line
) -> ComplexTensor {
  ComplexTensor(
    real: concatenate(tensors.map(\.real), axis: axis, file: file, line: line),
    imag: concatenate(tensors.map(\.imag), axis: axis, file: file, line: line))
}

/// Complex tensors of one shape along a new axis. `torch.stack`.
@_disfavoredOverload
public func stack(
  _ tensors: [ComplexTensor], axis: Int = 0, file: StaticString = #fileID, line: UInt = #line
) -> ComplexTensor {
  ComplexTensor(
    real: stack(tensors.map(\.real), axis: axis, file: file, line: line),
    imag: stack(tensors.map(\.imag), axis: axis, file: file, line: line))
}
