extension Tensor {
  /// The solution X of A X = B, where this is A and triangular; of X A = B where `left` is false.
  /// `torch.linalg.solve_triangular`.
  ///
  /// - Parameters:
  ///   - b: `[…, n, k]`, or `[…, k, n]` on the right side; batches broadcast.
  ///   - upper: which triangle of A is read. The other may hold anything, and gets no gradient.
  ///   - unitriangular: whether the diagonal counts as ones and is not read.
  /// - Returns: zeros on the diagonal give infinities and NaN, no error. float32 and float64 only.
  public func solveTriangular(
    _ b: Tensor, upper: Bool, left: Bool = true, unitriangular: Bool = false,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    checkFactorable("solveTriangular", isSquare: true, file: file, line: line)
    Tensor.checkSameDType("solveTriangular", self, b, file: file, line: line)
    let size = shape.last!
    demand(
      b.rank >= 2 && b.shape[left ? b.rank - 2 : b.rank - 1] == size,
      "solveTriangular: \(shape) and right-hand side \(b.shape): the latter needs \(size) \(left ? "rows" : "columns")",
      file: file, line: line)
    _ = Tensor.commonBatch("solveTriangular", self, b, file: file, line: line)
    return triangularSolved(
      b, Triangular.Form(isUpper: upper, isUnit: unitriangular, isLeft: left))
  }

  /// The solution X of A X = B, where this is B; and A, as it came. `torch.triangular_solve`, which
  /// ``solveTriangular(_:upper:left:unitriangular:file:line:)`` replaces.
  ///
  /// - Parameter transpose: solves with Aᵀ; `upper` says which triangle of A is read.
  public func triangularSolve(
    _ a: Tensor, upper: Bool = true, transpose: Bool = false, unitriangular: Bool = false,
    file: StaticString = #fileID, line: UInt = #line
  ) -> (solution: Tensor, clonedCoefficient: Tensor) {
    a.checkMatrices("triangularSolve", file: file, line: line)
    let matrix = transpose ? a.transposed() : a
    let solution = matrix.solveTriangular(
      self, upper: upper != transpose, unitriangular: unitriangular, file: file, line: line)
    let size = a.shape.last!
    return (solution, a.expanded(to: solution.batchShape.matrices(size, size)).clone())
  }

  func triangularSolved(_ b: Tensor, _ form: Triangular.Form) -> Tensor {
    let batch = Shape.broadcast(batchShape, b.batchShape)!
    let result = Tensor(
      uninitialized: batch.matrices(b.shape[b.rank - 2], b.shape[b.rank - 1]), dtype: dtype)
    Copy.run(b, into: result)
    // A transposed view that lies in order is read as it lies.
    let flat = matricesTransposed
    var call = form
    if !isContiguous && flat.isContiguous {
      (call.isUpper, call.isTransposed) = (!form.isUpper, true)
      Triangular.solve(flat, result, call)
    } else {
      Triangular.solve(noGrad { contiguous() }, result, call)
    }
    return result.recorded(
      self, b,
      SolveTriangularDerivative(
        matrix: SavedTensor(self), solution: SavedTensor(output: result), form: form))
  }
}

struct SolveTriangularDerivative: Derivative {
  static let name = "solveTriangular"
  let matrix, solution: SavedTensor
  let form: Triangular.Form

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    var turned = form
    turned.isUpper = !form.isUpper
    let share = matrix.value.transposed().triangularSolved(gradient, turned)
    inputs.add(1, share)
    if !inputs.isWanted(0) { return }
    let x = solution.value
    let full = form.isLeft ? share.matmul(x.transposed()) : x.transposed().matmul(share)
    let edge = form.isUnit ? 1 : 0
    inputs.add(0, -(form.isUpper ? full.upperTriangle(edge) : full.lowerTriangle(-edge)))
  }
}
