// Parts of matrices that decompositions and their derivatives are written with. Leading axes are batches.
extension Tensor {
  /// A copy with zeros above a diagonal; 0 is the main one, −1 the one below.
  func lowerTriangle(_ diagonal: Int = 0) -> Tensor { triangle(isUpper: false, diagonal) }

  /// A copy with zeros below a diagonal; 0 is the main one, 1 the one above.
  func upperTriangle(_ diagonal: Int = 0) -> Tensor { triangle(isUpper: true, diagonal) }

  fileprivate func triangle(isUpper: Bool, _ diagonal: Int) -> Tensor {
    let result = noGrad { clone() }
    Triangular.clear(result, outside: isUpper, diagonal: diagonal)
    return result.recorded(self, TriangleDerivative(isUpper: isUpper, diagonal: diagonal))
  }

  /// A view of the main diagonals: `[…, min(rows, columns)]`.
  func matrixDiagonal() -> Tensor { axesDiagonal(rank - 2, rank - 1) }

  /// A view in which two axes are stepped through as one, which comes last.
  func axesDiagonal(_ first: Int, _ second: Int) -> Tensor {
    var (shape, strides) = (self.shape, self.strides)
    let size = Swift.min(shape[first], shape[second])
    let step = strides[first] + strides[second]
    for axis in [Swift.max(first, second), Swift.min(first, second)] {
      shape.remove(at: axis)
      strides.remove(at: axis)
    }
    shape.append(size)
    strides.append(step)
    return Tensor(viewOf: self, shape: shape, strides: strides, offset: offset)
      .recorded(self, AxesDiagonalDerivative(shape: self.shape, first: first, second: second))
  }

  /// Square matrices with these vectors, `[…, size]`, on their diagonals and zeros elsewhere.
  func onDiagonal() -> Tensor {
    embedded(in: Shape(shape.dropLast()).matrices(shape.last!, shape.last!)) {
      $0.matrixDiagonal()
    }
  }

  /// Ones on the main diagonal of a matrix of zeros, square by default, or of each in a batch.
  static func identity(
    _ rows: Int, _ columns: Int? = nil, batch: Shape = [], dtype: DType
  ) -> Tensor {
    let result = Tensor.zeros(batch.matrices(rows, columns ?? rows), dtype: dtype)
    noGrad { Copy.fill(result.matrixDiagonal(), with: Tensor(scalar: 1, dtype: dtype)) }
    return result
  }

  /// Each matrix with its columns multiplied by the elements of a vector, `[…, columns]`.
  func scalingColumns(by factors: Tensor) -> Tensor { self * factors.unsqueezed(-2) }

  /// Each matrix with its rows multiplied by the elements of a vector, `[…, rows]`.
  func scalingRows(by factors: Tensor) -> Tensor { self * factors.unsqueezed(-1) }

  /// The first rows of each matrix.
  func firstRows(_ count: Int) -> Tensor {
    sliced(axis: rank - 2, start: 0, size: count, step: 1)
  }

  /// The first columns of each matrix.
  func firstColumns(_ count: Int) -> Tensor {
    sliced(axis: rank - 1, start: 0, size: count, step: 1)
  }

  /// The columns of each matrix but for the first ones.
  func columns(from start: Int) -> Tensor {
    sliced(axis: rank - 1, start: start, size: shape.last! - start, step: 1)
  }

  /// The rows of each matrix but for the first ones.
  func rows(from start: Int) -> Tensor {
    sliced(axis: rank - 2, start: start, size: shape[rank - 2] - start, step: 1)
  }
}

struct TriangleDerivative: Derivative {
  static let name = "triangle"
  let isUpper: Bool
  let diagonal: Int

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, gradient.triangle(isUpper: isUpper, diagonal))
  }
}

struct AxesDiagonalDerivative: Derivative {
  static let name = "diagonal"
  let shape: Shape
  let first, second: Int

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(
      0, gradient.embedded(in: shape) { [first, second] in $0.axesDiagonal(first, second) })
  }
}

/// The derivative of a result that has none: a backward pass that comes here stops and says so.
struct NoDerivative: Derivative {
  static let name = "a result without derivative"
  let operation: StaticString
  let advice: StaticString

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    mistake("backward: \(operation) has no derivative\(advice)")
  }
}
