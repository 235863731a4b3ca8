import CLAPACKE

extension Lapack {
  /// How many of the singular vectors are computed.
  enum SingularVectors {
    case none
    /// As many as there are singular values.
    case thin
    /// Whole orthogonal matrices.
    case full
  }

  /// The singular values of each matrix, descending, and its singular vectors. Destroys the matrices.
  ///
  /// - Parameters:
  ///   - values: contiguous `[…, min(rows, columns)]`.
  ///   - u: the left vectors as columns; not used without vectors.
  ///   - vh: the right vectors as rows; not used without vectors.
  static func singular(
    _ a: MatrixBatch, vectors: SingularVectors, values: Tensor, u: MatrixBatch, vh: MatrixBatch,
    info: Tensor
  ) {
    func run<T: BinaryFloatingPoint>(
      _ gesdd: (
        Int32, CChar, Int32, Int32, UnsafeMutablePointer<T>?, Int32, UnsafeMutablePointer<T>?,
        UnsafeMutablePointer<T>?, Int32, UnsafeMutablePointer<T>?, Int32,
        UnsafeMutablePointer<T>?, Int32, UnsafeMutablePointer<Int32>?
      ) -> Int32
    ) {
      let size = Swift.min(a.rows, a.columns)
      let (values, info) = (values.elements(of: T.self), info.int32s)
      let job = letter(vectors == .none ? "N" : vectors == .thin ? "S" : "A")
      func call(
        _ index: Int, _ work: UnsafeMutablePointer<T>, _ workSize: Int,
        _ integers: UnsafeMutablePointer<Int32>
      ) -> Int32 {
        gesdd(
          columnMajor, job, Int32(a.rows), Int32(a.columns), a.matrix(index), a.leading,
          values + index * size, u.matrix(index), u.leading, vh.matrix(index), vh.leading, work,
          Int32(workSize), integers)
      }
      withMemory(8 * size, of: Int32.self) { integers in
        let workSize: Int = workSize { call(0, $0, -1, integers) }
        a.forEachPiece(operations: 4 * a.rows * a.columns * size) { range in
          withMemory(workSize, of: T.self) { work in
            withMemory(8 * size, of: Int32.self) { integers in
              for index in range { info[index] = call(index, work, workSize, integers) }
            }
          }
        }
      }
    }
    if a.count == 0 || values.count == 0 { return }
    if a.dtype == .float64 { run(LAPACKE_dgesdd_work) } else { run(LAPACKE_sgesdd_work) }
  }

  /// The eigenvalues of each square matrix, and its eigenvectors where they are wanted. Destroys the matrices.
  ///
  /// - Parameters:
  ///   - real: contiguous `[…, size]`, as is `imaginary`.
  ///   - vectors: where two eigenvalues are conjugate, the first two columns are real and imaginary part of the vector of the
  ///     first.
  static func eigen(
    _ a: MatrixBatch, real: Tensor, imaginary: Tensor, vectors: MatrixBatch?, info: Tensor
  ) {
    func run<T: BinaryFloatingPoint>(
      _ geev: (
        Int32, CChar, CChar, Int32, UnsafeMutablePointer<T>?, Int32, UnsafeMutablePointer<T>?,
        UnsafeMutablePointer<T>?, UnsafeMutablePointer<T>?, Int32, UnsafeMutablePointer<T>?, Int32,
        UnsafeMutablePointer<T>?, Int32
      ) -> Int32
    ) {
      let size = a.rows
      let (real, imaginary) = (real.elements(of: T.self), imaginary.elements(of: T.self))
      let info = info.int32s
      func call(_ index: Int, _ work: UnsafeMutablePointer<T>, _ workSize: Int) -> Int32 {
        geev(
          columnMajor, letter("N"), letter(vectors == nil ? "N" : "V"), Int32(size),
          a.matrix(index), a.leading, real + index * size, imaginary + index * size, nil, 1,
          vectors?.matrix(index), a.leading, work, Int32(workSize))
      }
      let workSize: Int = workSize { call(0, $0, -1) }
      a.forEachPiece(operations: 8 * size * size * size) { range in
        withMemory(workSize, of: T.self) { work in
          for index in range { info[index] = call(index, work, workSize) }
        }
      }
    }
    if a.count == 0 || a.rows == 0 { return }
    if a.dtype == .float64 { run(LAPACKE_dgeev_work) } else { run(LAPACKE_sgeev_work) }
  }

  /// Real and imaginary parts of eigenvectors, from pairs of columns as ``eigen(_:real:imaginary:vectors:info:)`` leaves them.
  static func unpackedEigenvectors(
    _ vectors: MatrixBatch, imaginaryValues: Tensor
  ) -> (real: MatrixBatch, imaginary: MatrixBatch) {
    let (size, dtype) = (vectors.rows, vectors.dtype)
    let real = MatrixBatch(uninitialized: vectors.batch, rows: size, columns: size, dtype: dtype)
    let imaginary = MatrixBatch(
      uninitialized: vectors.batch, rows: size, columns: size, dtype: dtype)
    func run<T: BinaryFloatingPoint>(_ type: T.Type) {
      let imaginaryValues = imaginaryValues.elements(of: T.self)
      for column in 0..<vectors.count * size {
        let from = vectors.matrix(0, of: T.self) + column * size
        let (re, im) = (real.matrix(0, of: T.self), imaginary.matrix(0, of: T.self))
        // The first of two conjugate eigenvalues is the one with the positive imaginary part.
        let sign: T = imaginaryValues[column] > 0 ? 1 : imaginaryValues[column] < 0 ? -1 : 0
        for row in 0..<size {
          re[column * size + row] = sign < 0 ? from[row - size] : from[row]
          im[column * size + row] = sign == 0 ? 0 : sign > 0 ? from[row + size] : -from[row]
        }
      }
    }
    if dtype == .float64 { run(Double.self) } else { run(Float.self) }
    return (real, imaginary)
  }
}
