extension Tensor {
  /// The eigenvalues and right eigenvectors of each square matrix, as real and imaginary parts. `torch.linalg.eig`.
  ///
  /// - Throws: where an element is not finite, or the iteration does not end.
  /// - Returns: eigenvalues `[…, n]` in no particular order, conjugate ones together, the one with the positive imaginary
  ///   part first; and eigenvectors as columns of `[…, n, n]`, of length 1 with a real largest element. float32 and float64 only.
  ///
  /// - Note: eigenvectors are determined up to factors on the unit circle: the derivative is that of a function that does not
  ///   depend on the choice. Where eigenvalues are equal it is infinite or NaN.
  public func eig(
    file: StaticString = #fileID, line: UInt = #line
  ) throws(LinearAlgebraError) -> (
    eigenvalues: (real: Tensor, imaginary: Tensor), eigenvectors: (real: Tensor, imaginary: Tensor)
  ) {
    checkFactorable("eig", isSquare: true, file: file, line: line)
    let (values, vectors) = try generalEigen("eig")
    return ((values.real, values.imaginary), (vectors.real, vectors.imaginary))
  }

  /// The eigenvalues of each square matrix, as real and imaginary parts. `torch.linalg.eigvals`.
  ///
  /// - Throws: as ``eig(file:line:)``.
  /// - Returns: two tensors `[…, n]`, in the order of ``eig(file:line:)``.
  public func eigvals(
    file: StaticString = #fileID, line: UInt = #line
  ) throws(LinearAlgebraError) -> (real: Tensor, imaginary: Tensor) {
    checkFactorable("eigvals", isSquare: true, file: file, line: line)
    if requiresGrad && isRecording {
      let values = try generalEigen("eigvals").values
      return (values.real, values.imaginary)
    }
    let (real, imaginary, _) = try computedGeneralEigen("eigvals", wantsVectors: false)
    return (real, imaginary)
  }

  fileprivate func generalEigen(
    _ op: StaticString
  ) throws(LinearAlgebraError) -> (values: ComplexParts, vectors: ComplexParts) {
    let (real, imaginary, packed) = try computedGeneralEigen(op, wantsVectors: true)
    let (left, right) = Lapack.unpackedEigenvectors(packed!, imaginaryValues: imaginary)
    let values = ComplexParts(real: real, imaginary: imaginary)
    let vectors = ComplexParts(real: left.tensor, imaginary: right.tensor)
    if !requiresGrad || !isRecording { return (values, vectors) }
    let saved = GeneralFactors(
      input: SavedTensor(self),
      parts: [real, imaginary, vectors.real, vectors.imaginary].map { SavedTensor($0.detach()) })
    func recorded(_ part: Tensor, _ kind: GeneralEigenDerivative.Part) -> Tensor {
      part.recorded(self, GeneralEigenDerivative(factors: saved, part: kind))
    }
    return (
      ComplexParts(
        real: recorded(real, .realValue), imaginary: recorded(imaginary, .imaginaryValue)),
      ComplexParts(
        real: recorded(vectors.real, .realVector),
        imaginary: recorded(vectors.imaginary, .imaginaryVector))
    )
  }

  private func computedGeneralEigen(
    _ op: StaticString, wantsVectors: Bool
  ) throws(LinearAlgebraError) -> (real: Tensor, imaginary: Tensor, vectors: MatrixBatch?) {
    try LinearAlgebraError.checkFinite(self, op)
    let work = MatrixBatch(copying: self)
    let size = work.rows
    let real = Tensor(uninitialized: batchShape.vectors(size), dtype: dtype)
    let imaginary = Tensor(uninitialized: batchShape.vectors(size), dtype: dtype)
    let vectors =
      wantsVectors
      ? MatrixBatch(uninitialized: batchShape, rows: size, columns: size, dtype: dtype) : nil
    let info = Lapack.makeInfo(batchShape)
    Lapack.eigen(work, real: real, imaginary: imaginary, vectors: vectors, info: info)
    try LinearAlgebraError.check(info, op) { .noConvergence(count: $0) }
    return (real, imaginary, vectors)
  }
}

/// Complex matrices or vectors as two real tensors.
private struct ComplexParts {
  var real, imaginary: Tensor

  /// The conjugate of the transposed matrices.
  var adjoint: ComplexParts {
    ComplexParts(real: real.transposed(), imaginary: -imaginary.transposed())
  }

  func map(_ body: (Tensor) -> Tensor) -> ComplexParts {
    ComplexParts(real: body(real), imaginary: body(imaginary))
  }

  func matmul(_ other: ComplexParts) -> ComplexParts {
    ComplexParts(
      real: real.matmul(other.real) - imaginary.matmul(other.imaginary),
      imaginary: real.matmul(other.imaginary) + imaginary.matmul(other.real))
  }

  /// X of A X = B, where this is A: two real systems in one of twice the size.
  func solved(_ b: ComplexParts) -> ComplexParts {
    let size = real.shape.last!
    let matrix = concatenate(
      [
        concatenate([real, -imaginary], axis: -1), concatenate([imaginary, real], axis: -1),
      ], axis: -2)
    let x = matrix.solved(concatenate([b.real, b.imaginary], axis: -2)).result
    return ComplexParts(real: x.firstRows(size), imaginary: x.rows(from: size))
  }

  /// Each element divided by one of `other`.
  func divided(by other: ComplexParts) -> ComplexParts {
    let scale = other.real.square() + other.imaginary.square()
    return ComplexParts(
      real: (real * other.real + imaginary * other.imaginary) / scale,
      imaginary: (imaginary * other.real - real * other.imaginary) / scale)
  }
}

/// What the derivatives of the parts of eigenvalues and eigenvectors save.
private struct GeneralFactors {
  let input: SavedTensor
  let parts: [SavedTensor]

  /// Where the backward pass is recorded, as functions of the input.
  var current: (values: ComplexParts, vectors: ComplexParts) {
    if isRecording, let current = try? input.value.generalEigen("eig") { return current }
    return (
      ComplexParts(real: parts[0].value, imaginary: parts[1].value),
      ComplexParts(real: parts[2].value, imaginary: parts[3].value)
    )
  }
}

/// The derivative of one of the four real results.
private struct GeneralEigenDerivative: Derivative {
  static let name = "eig"

  enum Part { case realValue, imaginaryValue, realVector, imaginaryVector }

  let factors: GeneralFactors
  let part: Part

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let (values, vectors) = factors.current
    let zero = Tensor.zeros(like: gradient)
    let g =
      part == .realValue || part == .realVector
      ? ComplexParts(real: gradient, imaginary: zero)
      : ComplexParts(real: zero, imaginary: gradient)
    let adjoint = vectors.adjoint
    let middle =
      part == .realValue || part == .imaginaryValue
      ? g.map { $0.onDiagonal() } : turned(g, values, vectors)
    inputs.add(0, adjoint.solved(middle.matmul(adjoint)).real)
  }

  /// The gradient of the eigenvectors in their own basis, divided by the differences of eigenvalues.
  private func turned(
    _ g: ComplexParts, _ values: ComplexParts, _ vectors: ComplexParts
  ) -> ComplexParts {
    let identity = Tensor.identity(values.real.shape.last!, dtype: values.real.dtype)
    let turn = vectors.adjoint.matmul(g)
    // Eigenvectors keep their length.
    let lengths = turn.real.matrixDiagonal()
    let free = vectors.adjoint.matmul(vectors.map { $0.scalingColumns(by: lengths) })
    let rest = ComplexParts(
      real: turn.real - free.real, imaginary: turn.imaginary - free.imaginary)
    let gaps = ComplexParts(
      real: values.real.unsqueezed(-2) - values.real.unsqueezed(-1) + identity,
      imaginary: values.imaginary.unsqueezed(-1) - values.imaginary.unsqueezed(-2))
    return rest.divided(by: gaps).map { $0 * (1 - identity) }
  }
}
