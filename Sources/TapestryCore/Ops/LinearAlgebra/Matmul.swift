extension Tensor {
  /// The matrix product; leading axes are batches and broadcast. `torch.matmul`.
  ///
  /// `[m, k] · [k, n]` gives `[m, n]`. A vector on the left counts as a row and on the right as a column, and its axis is not
  /// in the result: two vectors give their dot product. Dtypes are promoted; integers are multiplied exactly, and wrap
  /// where they overflow.
  ///
  /// - Note: operands that are transposed views are read as they lie, never copied.
  public func matmul(
    _ other: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    if let (left, right, _) = AutocastOp.matmul.cast(self, other) {
      return left.matmul(right, file: file, line: line)
    }
    demand(
      rank > 0 && other.rank > 0,
      "matmul: \(shape) · \(other.shape): scalars have no inner size; use *",
      file: file, line: line)
    let (left, right) = (
      rank == 1 ? unsqueezed(0) : self, other.rank == 1 ? other.unsqueezed(1) : other
    )
    let (inner, otherInner) = (left.shape[left.rank - 1], right.shape[right.rank - 2])
    demand(
      inner == otherInner,
      "matmul: \(shape) · \(other.shape): inner sizes \(inner) and \(otherInner) differ",
      file: file,
      line: line)
    let dtype = DType.promote(self.dtype, other.dtype)
    var result = Tensor.product(left.cast(to: dtype), right.cast(to: dtype), file: file, line: line)
    if other.rank == 1 { result = result.squeezed(-1) }
    if rank == 1 { result = result.squeezed(other.rank == 1 ? -1 : -2) }
    return result
  }

  /// The product of operands of at least two axes and one dtype.
  static func product(
    _ a: Tensor, _ b: Tensor, file: StaticString, line: UInt
  ) -> Tensor {
    // A batch of rows times one matrix is one tall product.
    if a.rank > 2 && b.rank == 2 && a.isContiguous {
      let shape = Shape(a.shape.dropLast() + [b.shape[1]])
      let rows: Shape = [a.shape.dropLast().reduce(1, *), b.shape[0]]
      return product(a.reshaped(to: rows), b, file: file, line: line).reshaped(to: shape)
    }
    guard let outer = Shape.broadcast(Shape(a.shape.dropLast(2)), Shape(b.shape.dropLast(2))) else {
      mistake(
        "matmul: batch axes of \(a.shape) and \(b.shape) do not broadcast", file: file, line: line)
    }
    var shape = outer
    shape.append(a.shape[a.rank - 2])
    shape.append(b.shape[b.rank - 1])
    if a.dtype.computeType != a.dtype {
      return a.computed(with: b) { product($0, $1[0]!, file: file, line: line) }
    }
    let result = Tensor(uninitialized: shape, dtype: a.dtype)
    if !a.dtype.isFloatingPoint {
      IntegerGemm.run(a, b, into: result)
      return result
    }
    Gemm.run(a, b, into: result)
    MultiplyAdds.add(result.count * a.shape[a.rank - 1])
    return result.recorded(a, b, MatmulDerivative(a, b))
  }
}

struct MatmulDerivative: Derivative {
  static let name = "matmul"
  private let factors: SavedPair

  init(_ a: Tensor, _ b: Tensor) { factors = SavedPair(factors: a, b) }

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, gradient.matmul(factors.right.transposed()))
    inputs.add(1, factors.left.transposed().matmul(gradient))
  }
}
