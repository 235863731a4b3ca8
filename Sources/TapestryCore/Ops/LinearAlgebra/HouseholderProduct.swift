extension Tensor {
  /// The QR decomposition of each matrix in LAPACK's packed form. `torch.geqrf`. See ``qr(_:file:line:)``.
  ///
  /// - Returns: `a`, of the same shape: R on and above the diagonal, and below it the reflectors, whose first element, 1, is
  ///   not stored; and `tau`, `[…, min(m, n)]`, their scales. float32 and float64 only. There is no derivative.
  public func geqrf(
    file: StaticString = #fileID, line: UInt = #line
  ) -> (a: Tensor, tau: Tensor) {
    checkFactorable("geqrf", file: file, line: line)
    let packed = MatrixBatch(copying: self)
    let tau = Tensor(
      uninitialized: batchShape.vectors(Swift.min(packed.rows, packed.columns)), dtype: dtype)
    Lapack.factorQR(packed, factors: tau)
    let none = NoDerivative(operation: "geqrf", advice: "; use qr")
    return (packed.tensor.recorded(self, none), tau.recorded(self, none))
  }

  /// The first columns of the product H₁ H₂ … of the reflectors Hᵢ = 1 − τᵢ vᵢ vᵢᵀ below this tensor's diagonals.
  /// `torch.linalg.householder_product`.
  ///
  /// - Parameter tau: `[…, k]`, no more than this tensor `[…, m, n]` has columns, and n no more than m.
  /// - Returns: the same shape. float32 and float64 only.
  public func householderProduct(
    _ tau: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    checkReflectors("householderProduct", tau, file: file, line: line)
    let (rows, columns) = (shape[rank - 2], shape[rank - 1])
    let product = MatrixBatch(copying: self)
    product.expandReflectors(factors: noGrad { tau.contiguous() })
    let result = product.tensor
    return result.recorded(
      self, tau,
      ReflectorsDerivative(
        vectors: SavedTensor(self), scales: SavedTensor(tau),
        operand: SavedTensor(Tensor.identity(rows, dtype: dtype).firstColumns(columns)),
        isTransposed: false))
  }

  /// The product of Q, given by reflectors in this tensor, or of its transpose, with `other`. `torch.ormqr`.
  ///
  /// - Parameters:
  ///   - tau: `[…, k]`, the scales of the reflectors below the diagonals of this tensor `[…, m, k]`; further columns do not count.
  ///   - other: `[…, m, n]`, or `[…, n, m]` where `left` is false; of the same batch.
  ///   - left: Q · other rather than other · Q.
  ///   - transpose: Qᵀ instead of Q.
  /// - Returns: the shape of `other`. float32 and float64 only.
  public func ormqr(
    _ tau: Tensor, _ other: Tensor, left: Bool = true, transpose: Bool = false,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    if rank >= 2, tau.rank > 0, shape[rank - 1] > shape[rank - 2],
      tau.shape.last! <= shape[rank - 2]
    {
      let reflectors = narrowed(axis: -1, start: 0, length: tau.shape.last!)
      return reflectors.ormqr(
        tau, other, left: left, transpose: transpose, file: file, line: line)
    }
    checkReflectors("ormqr", tau, file: file, line: line)
    Tensor.checkSameDType("ormqr", self, other, file: file, line: line)
    let rows = shape[rank - 2]
    demand(
      other.rank == rank && other.batchShape == batchShape
        && other.shape[left ? rank - 2 : rank - 1] == rows,
      "ormqr: reflectors \(shape) and \(other.shape): the latter needs the same batch and \(rows) \(left ? "rows" : "columns")",
      file: file, line: line)
    // C Q is (Qᵀ Cᵀ)ᵀ.
    if left { return reflecting(other, tau, isTransposed: transpose) }
    return reflecting(other.transposed(), tau, isTransposed: !transpose).transposed()
  }

  private func reflecting(_ operand: Tensor, _ tau: Tensor, isTransposed: Bool) -> Tensor {
    let product = MatrixBatch(copying: operand)
    Lapack.applyReflectors(
      to: product, reflectors: MatrixBatch(copying: self), factors: noGrad { tau.contiguous() },
      isTransposed: isTransposed)
    let result = product.tensor
    return result.recorded(
      self, tau, operand,
      ReflectorsDerivative(
        vectors: SavedTensor(self), scales: SavedTensor(tau), operand: SavedTensor(operand),
        isTransposed: isTransposed))
  }

  private func checkReflectors(
    _ op: StaticString, _ tau: Tensor, file: StaticString, line: UInt
  ) {
    checkFactorable(op, file: file, line: line)
    Tensor.checkSameDType(op, self, tau, file: file, line: line)
    demand(
      shape[rank - 2] >= shape[rank - 1],
      "\(op): reflectors \(shape): no more columns than rows are needed", file: file, line: line)
    demand(
      tau.rank == rank - 1 && Shape(tau.shape.dropLast()) == batchShape
        && tau.shape.last! <= shape.last!,
      "\(op): tau \(tau.shape) for reflectors \(shape): \(batchShape.vectors(shape.last!)) or fewer are needed",
      file: file, line: line)
  }
}

/// The derivative of the product of reflectors with an operand, one reflector after the other.
struct ReflectorsDerivative: Derivative {
  static let name = "householderProduct"
  let vectors, scales, operand: SavedTensor
  let isTransposed: Bool

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let (a, tau) = (vectors.value, scales.value)
    let count = tau.shape.last!
    // H₁ H₂ … C applies the last reflector first.
    let order = isTransposed ? Array(0..<count) : (0..<count).reversed()
    let reflectors = (0..<count).map { a.reflector($0) }
    let factors = (0..<count).map { tau.narrowed(axis: -1, start: $0, length: 1).unsqueezed(-1) }
    var before = [operand.value]
    for index in order.dropLast() {
      let (v, c) = (reflectors[index], before.last!)
      before.append(c - factors[index] * v.matmul(v.transposed().matmul(c)))
    }
    var (g, columns, shares) = (
      gradient, [Tensor?](repeating: nil, count: count), [Tensor?](repeating: nil, count: count)
    )
    for (step, index) in order.enumerated().reversed() {
      let (v, factor, c) = (reflectors[index], factors[index], before[step])
      let (vc, vg) = (v.transposed().matmul(c), v.transposed().matmul(g))
      shares[index] = -vg.matmul(vc.transposed()).squeezed(-1)
      columns[index] =
        -factor * (g.matmul(vc.transposed()) + c.matmul(vg.transposed()))
      g = g - factor * v.matmul(vg)
    }
    inputs.add(2, g)
    let batch = a.batchShape
    let rest = Tensor.zeros(
      batch.matrices(a.shape[a.rank - 2], a.shape.last! - count), dtype: a.dtype)
    inputs.add(0, concatenate(columns.compactMap(\.self) + [rest], axis: -1).lowerTriangle(-1))
    inputs.add(
      1, count == 0 ? Tensor.zeros(like: tau) : concatenate(shares.compactMap(\.self), axis: -1))
  }
}

extension Tensor {
  /// A column as the vector of a reflector: zeros above the diagonal, 1 on it.
  fileprivate func reflector(_ index: Int) -> Tensor {
    let unit = noGrad {
      Tensor.identity(shape[rank - 2], dtype: dtype).sliced(axis: 1, start: index, size: 1, step: 1)
    }
    let column = sliced(axis: rank - 1, start: index, size: 1, step: 1)
    return column.lowerTriangle(-index - 1) + unit
  }
}
