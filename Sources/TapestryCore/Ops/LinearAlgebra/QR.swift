/// Which parts of a QR decomposition are computed.
public enum QRMode: Sendable {
  /// Q `[…, m, k]` and R `[…, k, n]`, where k is the smaller of m and n.
  case reduced
  /// Q `[…, m, m]` and R `[…, m, n]`.
  case complete
  /// R `[…, k, n]` alone; Q is empty.
  case r
}

extension Tensor {
  /// Q with orthonormal columns and upper triangular R, whose product is each matrix. `torch.linalg.qr`.
  ///
  /// Signs are LAPACK's: the diagonal of R may be negative.
  ///
  /// - Returns: shapes as ``QRMode`` tells for `[…, m, n]`. float32 and float64 only.
  ///
  /// - Note: the derivative needs Q with as many columns as R has rows and as the matrix has independent columns: there is
  ///   none for ``QRMode/r``, nor for ``QRMode/complete`` of more rows than columns, and a backward pass says so.
  public func qr(
    _ mode: QRMode = .reduced, file: StaticString = #fileID, line: UInt = #line
  ) -> (q: Tensor, r: Tensor) {
    checkFactorable("qr", file: file, line: line)
    let (rows, columns) = (shape[rank - 2], shape[rank - 1])
    let (q, r) = factoredQR(mode)
    if mode == .r {
      let advice: StaticString = " for the mode r; use the mode reduced"
      return (q, r.recorded(self, NoDerivative(operation: "qr", advice: advice)))
    }
    if mode == .complete && rows > columns {
      let advice: StaticString =
        " for the mode complete and more rows than columns; use the mode reduced"
      return (
        q.recorded(self, NoDerivative(operation: "qr", advice: advice)),
        r.recorded(self, NoDerivative(operation: "qr", advice: advice))
      )
    }
    let saved = QRFactors(
      input: SavedTensor(self), q: SavedTensor(q.detach()), r: SavedTensor(r.detach()))
    return (
      q.recorded(self, QDerivative(factors: saved)), r.recorded(self, RDerivative(factors: saved))
    )
  }

  /// Q and R without a record.
  private func factoredQR(_ mode: QRMode) -> (q: Tensor, r: Tensor) {
    let (rows, columns) = (shape[rank - 2], shape[rank - 1])
    let size = Swift.min(rows, columns)
    let reflectors = MatrixBatch(copying: self)
    let factors = Tensor(uninitialized: batchShape.vectors(size), dtype: dtype)
    Lapack.factorQR(reflectors, factors: factors)
    return noGrad {
      let width = mode == .complete ? rows : size
      let packed = reflectors.tensor
      var r = packed.firstRows(size).upperTriangle()
      if mode == .complete && rows > size {
        r = concatenate(
          [r, .zeros(batchShape.matrices(rows - size, columns), dtype: dtype)], axis: -2)
      }
      if mode == .r { return (Tensor(uninitialized: [0], dtype: dtype), r) }
      if width == columns {
        reflectors.expandReflectors(factors: factors)
        return (packed, r)
      }
      let q = MatrixBatch(uninitialized: batchShape, rows: rows, columns: width, dtype: dtype)
      Copy.run(packed.firstColumns(size), into: q.tensor.firstColumns(size))
      q.expandReflectors(factors: factors)
      return (q.tensor, r)
    }
  }
}

/// What the derivatives of Q and of R save.
struct QRFactors {
  let input, q, r: SavedTensor

  /// Q and R; where the backward pass is recorded, as functions of the input.
  var values: (q: Tensor, r: Tensor) {
    isRecording ? input.value.qr() : (q.value, r.value)
  }

  /// The gradient of the input from those of Q and R, of which one may be missing.
  func gradient(ofQ gq: Tensor?, ofR gr: Tensor?) -> Tensor {
    let (q, r) = values
    let (rows, columns) = (q.shape[q.rank - 2], r.shape[r.rank - 1])
    if rows >= columns { return square(q, r, gq, gr) }
    // [X | Y] is Q [U | Qᵀ Y]: the columns of Y are free.
    let left = r.firstColumns(rows)
    guard let gr else {
      let rest = Tensor.zeros(q.batchShape.matrices(rows, columns - rows), dtype: q.dtype)
      return concatenate([square(q, left, gq, nil), rest], axis: -1)
    }
    let (y, gv) = (input.value.columns(from: rows), gr.columns(from: rows))
    let through = y.matmul(gv.transposed())
    return concatenate(
      [
        square(q, left, gq.map { $0 + through } ?? through, gr.firstColumns(rows)), q.matmul(gv),
      ], axis: -1)
  }

  /// The same where R is square.
  private func square(_ q: Tensor, _ r: Tensor, _ gq: Tensor?, _ gr: Tensor?) -> Tensor {
    var middle = gr.map { r.matmul($0.transposed()) }
    if let gq {
      let part = gq.transposed().matmul(q)
      middle = middle.map { $0 - part } ?? -part
    }
    let lower = middle!.lowerTriangle()
    let symmetric = lower + middle!.lowerTriangle(-1).transposed()
    let product = q.matmul(symmetric)
    return r.transposed().triangularSolved(
      gq.map { $0 + product } ?? product,
      Triangular.Form(isUpper: false, isUnit: false, isLeft: false))
  }
}

struct QDerivative: Derivative {
  static let name = "qr"
  let factors: QRFactors

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, factors.gradient(ofQ: gradient, ofR: nil))
  }
}

struct RDerivative: Derivative {
  static let name = "qr"
  let factors: QRFactors

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, factors.gradient(ofQ: nil, ofR: gradient))
  }
}
