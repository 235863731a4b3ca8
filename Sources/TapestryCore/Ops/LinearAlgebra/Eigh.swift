/// Which triangle of a symmetric matrix is read.
public enum Triangle: Sendable {
  case lower, upper
}

extension Tensor {
  /// The eigenvalues and eigenvectors of each symmetric matrix. `torch.linalg.eigh`.
  ///
  /// - Parameter uplo: which triangle is read; the other is taken to mirror it.
  /// - Throws: where an element is not finite (PyTorch may give NaN instead), or the iteration does not end.
  /// - Returns: eigenvalues `[…, n]`, ascending, and eigenvectors as columns of `[…, n, n]`, orthonormal. float32 and float64 only.
  ///
  /// - Note: eigenvectors are determined up to their signs, and where eigenvalues are equal not even to that: a derivative of
  ///   what depends on the choice has no meaning, and where values are equal it is infinite or NaN.
  public func eigh(
    uplo: Triangle = .lower, file: StaticString = #fileID, line: UInt = #line
  ) throws(LinearAlgebraError) -> (eigenvalues: Tensor, eigenvectors: Tensor) {
    checkFactorable("eigh", isSquare: true, file: file, line: line)
    return try symmetricEigen("eigh", uplo)
  }

  /// The eigenvalues of each symmetric matrix, ascending. `torch.linalg.eigvalsh`.
  ///
  /// - Throws: as ``eigh(uplo:file:line:)``.
  public func eigvalsh(
    uplo: Triangle = .lower, file: StaticString = #fileID, line: UInt = #line
  ) throws(LinearAlgebraError) -> Tensor {
    checkFactorable("eigvalsh", isSquare: true, file: file, line: line)
    return try symmetricEigenvalues("eigvalsh", uplo)
  }

  func symmetricEigenvalues(
    _ op: StaticString, _ uplo: Triangle = .lower
  ) throws(LinearAlgebraError) -> Tensor {
    if requiresGrad && isRecording { return try symmetricEigen(op, uplo).eigenvalues }
    return try computedEigen(op, uplo, wantsVectors: false).values
  }

  func symmetricEigen(
    _ op: StaticString, _ uplo: Triangle = .lower
  ) throws(LinearAlgebraError) -> (eigenvalues: Tensor, eigenvectors: Tensor) {
    let (values, batch) = try computedEigen(op, uplo, wantsVectors: true)
    let vectors = batch.tensor
    if !requiresGrad || !isRecording { return (values, vectors) }
    let saved = SymmetricFactors(
      input: SavedTensor(self), values: SavedTensor(values.detach()),
      vectors: SavedTensor(vectors.detach()), uplo: uplo)
    return (
      values.recorded(self, EigenvaluesDerivative(factors: saved)),
      vectors.recorded(self, EigenvectorsDerivative(factors: saved))
    )
  }

  private func computedEigen(
    _ op: StaticString, _ uplo: Triangle, wantsVectors: Bool
  ) throws(LinearAlgebraError) -> (values: Tensor, vectors: MatrixBatch) {
    try LinearAlgebraError.checkFinite(self, op)
    // The lower triangle of the transposed matrix is the upper one.
    let matrices = MatrixBatch(copying: uplo == .upper ? matricesTransposed : self)
    let values = Tensor(uninitialized: batchShape.vectors(matrices.rows), dtype: dtype)
    let info = Lapack.makeInfo(batchShape)
    let vectors = matrices.eigenSymmetric(
      wantsVectors: wantsVectors, values: values, info: info)
    try LinearAlgebraError.check(info, op) { .noConvergence(count: $0) }
    return (values, vectors)
  }
}

/// What the derivatives of eigenvalues and of eigenvectors save.
struct SymmetricFactors {
  let input, values, vectors: SavedTensor
  let uplo: Triangle

  /// Where the backward pass is recorded, as functions of the input.
  var current: (eigenvalues: Tensor, eigenvectors: Tensor) {
    if isRecording, let current = try? input.value.symmetricEigen("eigh", uplo) { return current }
    return (values.value, vectors.value)
  }
}

struct EigenvaluesDerivative: Derivative {
  static let name = "eigh"
  let factors: SymmetricFactors

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let v = factors.current.eigenvectors
    inputs.add(0, v.scalingColumns(by: gradient).matmul(v.transposed()))
  }
}

struct EigenvectorsDerivative: Derivative {
  static let name = "eigh"
  let factors: SymmetricFactors

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let (values, v) = factors.current
    let identity = Tensor.identity(values.shape.last!, dtype: values.dtype)
    let turn = v.transposed().matmul(gradient)
    let gaps = values.unsqueezed(-2) - values.unsqueezed(-1) + identity
    // Lengths of eigenvectors do not change: nothing on the diagonal.
    let middle = (turn / gaps) * (1 - identity)
    inputs.add(0, v.matmul(middle).matmul(v.transposed()))
  }
}
