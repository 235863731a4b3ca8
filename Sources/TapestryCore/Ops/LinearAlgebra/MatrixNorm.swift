/// A norm of a matrix.
public enum MatrixNormOrder: Sendable {
  /// The root of the sum of all squares.
  case frobenius
  /// The sum of the singular values.
  case nuclear
  /// The largest singular value.
  case two
  /// The smallest singular value.
  case minusTwo
  /// The largest sum of magnitudes in a column.
  case one
  /// The smallest sum of magnitudes in a column.
  case minusOne
  /// The largest sum of magnitudes in a row.
  case infinity
  /// The smallest sum of magnitudes in a row.
  case minusInfinity
}

extension Tensor {
  /// A norm of each matrix. `torch.linalg.matrix_norm`; with ``norm(_:axes:keepDims:dtype:file:line:)`` for vectors,
  /// `torch.linalg.norm`.
  ///
  /// - Parameters:
  ///   - axes: those of rows and of columns.
  ///   - keepDims: leaves the axes in place with size 1.
  ///   - dtype: floating-point; elements are cast to it first.
  /// - Returns: 0 of no elements where the order is a largest or a sum; a smallest needs some. Norms by singular values are NaN
  ///   where an element is not finite (PyTorch has an error there). Floating-point dtypes only.
  public func matrixNorm(
    _ order: MatrixNormOrder = .frobenius, axes: (rows: Int, columns: Int) = (-2, -1),
    keepDims: Bool = false, dtype: DType? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    checkMatrices("matrixNorm", file: file, line: line)
    demand(
      self.dtype.isFloatingPoint && dtype?.isFloatingPoint != false,
      "matrixNorm: needs a floating-point dtype, not \(self.dtype.isFloatingPoint ? dtype! : self.dtype); cast(to: .float32) first",
      file: file, line: line)
    let row = resolvedAxis(axes.rows, op: "matrixNorm", file: file, line: line)
    let column = resolvedAxis(axes.columns, op: "matrixNorm", file: file, line: line)
    demand(
      row != column, "matrixNorm: axis \(axes.columns) for rows and for columns of \(shape)",
      file: file, line: line)
    let x = cast(to: dtype ?? self.dtype)
    let others = (0..<rank).filter { $0 != row && $0 != column }
    let matrices = x.permuted(others + [row, column])
    matrices.checkHasSmallest(order, file: file, line: line)
    let result = matrices.norm(order, file: file, line: line)
    if !keepDims { return result }
    return [row, column].sorted().reduce(result) { $0.unsqueezed($1) }
  }

  private func checkHasSmallest(_ order: MatrixNormOrder, file: StaticString, line: UInt) {
    let (rows, columns) = (shape[rank - 2], shape.last!)
    let choices: Int =
      switch order {
      case .minusOne: columns
      case .minusInfinity: rows
      case .minusTwo: Swift.min(rows, columns)
      default: 1
      }
    demand(
      choices > 0, "matrixNorm: shape \(shape) has nothing to take the smallest of", file: file,
      line: line)
  }

  /// The norm of matrices in the last two axes.
  private func norm(_ order: MatrixNormOrder, file: StaticString, line: UInt) -> Tensor {
    func largest(_ values: Tensor) -> Tensor {
      values.shape.last! == 0
        ? Tensor.zeros(batchShape, dtype: dtype) : values.amax(axes: [-1])
    }
    switch order {
    case .frobenius: return norm(2, axes: [-2, -1])
    case .one: return largest(norm(1, axes: [-2]))
    case .minusOne: return norm(1, axes: [-2]).amin(axes: [-1])
    case .infinity: return largest(norm(1, axes: [-1]))
    case .minusInfinity: return norm(1, axes: [-1]).amin(axes: [-1])
    case .nuclear, .two, .minusTwo:
      checkFactorableDType("matrixNorm", file: file, line: line)
      let values = singularValuesOrNaN()
      return order == .nuclear
        ? values.sum(axis: -1)
        : order == .two ? largest(values) : values.amin(axes: [-1])
    }
  }

  /// The singular values of each matrix; NaN where an element is not finite.
  func singularValuesOrNaN() -> Tensor {
    let isWrong = noGrad { LinearAlgebraError.notFinite(self).cast(to: .bool) }
    let clean = Tensor.where(isWrong.unsqueezed(-1).unsqueezed(-1), 0, self)
    guard let values = try? clean.singularValues("svdvals") else {
      return Tensor.full(
        batchShape.vectors(Swift.min(shape[rank - 2], shape.last!)), Double.nan, dtype: dtype)
    }
    return Tensor.where(isWrong.unsqueezed(-1), Double.nan, values)
  }
}
