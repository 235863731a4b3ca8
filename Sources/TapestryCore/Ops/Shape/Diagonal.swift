extension Tensor {
  /// A view of the diagonals between two axes, which go away; the diagonals lie along a new last axis. `torch.diagonal`.
  ///
  /// - Parameters:
  ///   - offset: how far the diagonal lies above the main one, towards higher places of `axis2`.
  ///   - axis1, axis2: two different axes.
  public func diagonal(
    offset: Int = 0, axis1: Int = 0, axis2: Int = 1, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    let (first, second) = diagonalAxes(
      "diagonal", rank: rank, axis1, axis2, file: file, line: line)
    let (rows, columns) = (shape[first], shape[second])
    let size = Swift.max(
      0, offset >= 0 ? Swift.min(rows, columns - offset) : Swift.min(rows + offset, columns))
    let start = offset >= 0 ? offset * strides[second] : -offset * strides[first]
    let others = shape.indices.filter { $0 != first && $0 != second }
    let result = Tensor(
      viewOf: self, shape: Shape(others.map { shape[$0] } + [size]),
      strides: Strides(others.map { strides[$0] } + [strides[first] + strides[second]]),
      offset: self.offset + (size == 0 ? 0 : start))
    return result.recorded(
      self, DiagonalDerivative(shape: shape, offset: offset, first: first, second: second))
  }

  /// The matrices whose diagonals these are: zeros but for this tensor's last axis along a diagonal. `torch.diag_embed`.
  ///
  /// - Parameters:
  ///   - offset: how far the diagonal lies above the main one, towards higher places of `axis2`.
  ///   - axis1, axis2: where the two axes of the matrices stand in the result.
  public func diagEmbed(
    offset: Int = 0, axis1: Int = -2, axis2: Int = -1, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    demand(rank > 0, "diagEmbed: a scalar has no axis", file: file, line: line)
    let (first, second) = diagonalAxes(
      "diagEmbed", rank: rank + 1, axis1, axis2, file: file, line: line)
    var target = Shape(shape.dropLast())
    let size = shape[rank - 1] + Int(offset.magnitude)
    target.insert(size, at: Swift.min(first, second))
    target.insert(size, at: Swift.max(first, second))
    return embedded(in: target) {
      $0.diagonal(offset: offset, axis1: first, axis2: second)
    }
  }

  /// Of a vector the matrix with it along a diagonal, of a matrix a copy of a diagonal. `torch.diag`.
  ///
  /// - Parameter offset: how far the diagonal lies above the main one.
  public func diag(
    offset: Int = 0, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(
      rank == 1 || rank == 2, "diag: \(shape) is no vector and no matrix", file: file, line: line)
    return rank == 1 ? diagEmbed(offset: offset) : diagonal(offset: offset).clone()
  }

  /// The matrix with all elements, in row-major order, along a diagonal. `torch.diagflat`.
  ///
  /// - Parameter offset: how far the diagonal lies above the main one.
  public func diagflat(offset: Int = 0) -> Tensor { raveled().diagEmbed(offset: offset) }

  private func diagonalAxes(
    _ op: StaticString, rank: Int, _ axis1: Int, _ axis2: Int, file: StaticString, line: UInt
  ) -> (Int, Int) {
    let axes = [axis1, axis2].map { axis in
      let resolved = axis < 0 ? axis + rank : axis
      demand(
        (0..<rank).contains(resolved),
        "\(op): axis \(axis) is out of range for shape \(shape), which takes \(-rank)…\(rank - 1)",
        file: file, line: line)
      return resolved
    }
    demand(
      axes[0] != axes[1], "\(op): axes \(axis1) and \(axis2) of shape \(shape) are the same",
      file: file, line: line)
    return (axes[0], axes[1])
  }
}

struct DiagonalDerivative: Derivative {
  static let name = "diagonal"
  let shape: Shape
  let offset, first, second: Int

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, gradient, within: shape) { [offset, first, second] in
      $0.diagonal(offset: offset, axis1: first, axis2: second)
    }
  }
}
