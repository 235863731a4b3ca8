import CLAPACKE

extension Lapack {
  /// Replaces one triangle of each matrix by its Cholesky factor; the other is not read and not written.
  static func factorCholesky(_ a: MatrixBatch, isUpper: Bool, info: Tensor) {
    func run<T>(
      _ potrf: (Int32, CChar, Int32, UnsafeMutablePointer<T>?, Int32) -> Int32
    ) {
      let info = info.int32s
      a.forEachPiece(operations: a.rows * a.rows * a.rows) { range in
        for index in range {
          info[index] = potrf(
            columnMajor, letter(isUpper ? "U" : "L"), Int32(a.rows), a.matrix(index), a.leading)
        }
      }
    }
    if a.dtype == .float64 { run(LAPACKE_dpotrf_work) } else { run(LAPACKE_spotrf_work) }
  }

  /// Replaces each symmetric matrix, of which the lower triangle is read, by its eigenvectors where they are wanted.
  ///
  /// - Parameter values: contiguous `[…, size]`; the eigenvalues, ascending.
  static func eigenSymmetric(
    _ a: MatrixBatch, wantsVectors: Bool, values: Tensor, info: Tensor
  ) {
    func run<T: BinaryFloatingPoint>(
      _ syevd: (
        Int32, CChar, CChar, Int32, UnsafeMutablePointer<T>?, Int32, UnsafeMutablePointer<T>?,
        UnsafeMutablePointer<T>?, Int32, UnsafeMutablePointer<Int32>?, Int32
      ) -> Int32
    ) {
      let size = a.rows
      let (values, info) = (values.elements(of: T.self), info.int32s)
      let (job, triangle) = (letter(wantsVectors ? "V" : "N"), letter("L"))
      var integers: Int32 = 0
      let workSize: Int = workSize {
        syevd(
          columnMajor, job, triangle, Int32(size), a.matrix(0), a.leading, values, $0, -1,
          &integers, -1)
      }
      let integerSize = Int(integers)
      a.forEachPiece(operations: 4 * size * size * size) { range in
        withMemory(workSize, of: T.self) { work in
          withMemory(integerSize, of: Int32.self) { integerWork in
            for index in range {
              info[index] = syevd(
                columnMajor, job, triangle, Int32(size), a.matrix(index), a.leading,
                values + index * size, work, Int32(workSize), integerWork, Int32(integerSize))
            }
          }
        }
      }
    }
    if a.count == 0 || a.rows == 0 { return }
    if a.dtype == .float64 { run(LAPACKE_dsyevd_work) } else { run(LAPACKE_ssyevd_work) }
  }

  /// Replaces the lower triangle of each symmetric matrix by the reflectors that make it tridiagonal: that of a column begins two
  /// below the diagonal, behind a 1.
  ///
  /// - Parameters:
  ///   - diagonal: contiguous `[…, size]`.
  ///   - offDiagonal: contiguous `[…, size - 1]`; so are `factors`, the scale of each reflector.
  static func makeTridiagonal(
    _ a: MatrixBatch, diagonal: Tensor, offDiagonal: Tensor, factors: Tensor
  ) {
    func run<T: BinaryFloatingPoint>(
      _ sytrd: (
        Int32, CChar, Int32, UnsafeMutablePointer<T>?, Int32, UnsafeMutablePointer<T>?,
        UnsafeMutablePointer<T>?, UnsafeMutablePointer<T>?, UnsafeMutablePointer<T>?, Int32
      ) -> Int32
    ) {
      let size = a.rows
      let (d, e) = (diagonal.elements(of: T.self), offDiagonal.elements(of: T.self))
      let factors = factors.elements(of: T.self)
      func call(_ index: Int, _ work: UnsafeMutablePointer<T>, _ workSize: Int) -> Int32 {
        let rest = index * (size - 1)
        return sytrd(
          columnMajor, letter("L"), Int32(size), a.matrix(index), a.leading, d + index * size,
          e + rest, factors + rest, work, Int32(workSize))
      }
      let workSize: Int = workSize { call(0, $0, -1) }
      a.forEachPiece(operations: size * size * size) { range in
        withMemory(workSize, of: T.self) { work in
          for index in range { _ = call(index, work, workSize) }
        }
      }
    }
    if a.count == 0 || a.rows == 0 { return }
    if a.dtype == .float64 { run(LAPACKE_dsytrd_work) } else { run(LAPACKE_ssytrd_work) }
  }

  /// The eigenvectors of symmetric tridiagonal matrices; their diagonals become the eigenvalues, ascending.
  ///
  /// - Parameters:
  ///   - vectors: square matrices; overwritten.
  ///   - diagonal: contiguous `[…, size]`.
  ///   - offDiagonal: contiguous `[…, size - 1]`; overwritten.
  static func eigenTridiagonal(
    _ vectors: MatrixBatch, diagonal: Tensor, offDiagonal: Tensor, info: Tensor
  ) {
    func run<T: BinaryFloatingPoint>(
      _ stedc: (
        Int32, CChar, Int32, UnsafeMutablePointer<T>?, UnsafeMutablePointer<T>?,
        UnsafeMutablePointer<T>?, Int32, UnsafeMutablePointer<T>?, Int32,
        UnsafeMutablePointer<Int32>?, Int32
      ) -> Int32
    ) {
      let (size, info) = (vectors.rows, info.int32s)
      let (d, e) = (diagonal.elements(of: T.self), offDiagonal.elements(of: T.self))
      func call(
        _ index: Int, _ work: UnsafeMutablePointer<T>, _ workSize: Int,
        _ integers: UnsafeMutablePointer<Int32>, _ integerSize: Int
      ) -> Int32 {
        stedc(
          columnMajor, letter("I"), Int32(size), d + index * size, e + index * (size - 1),
          vectors.matrix(index), vectors.leading, work, Int32(workSize), integers,
          Int32(integerSize))
      }
      var integerSize: Int32 = 0
      let workSize: Int = workSize { call(0, $0, -1, &integerSize, -1) }
      let integers = Int(integerSize)
      vectors.forEachPiece(operations: 4 * size * size * size) { range in
        withMemory(workSize, of: T.self) { work in
          withMemory(integers, of: Int32.self) { integerWork in
            for index in range { info[index] = call(index, work, workSize, integerWork, integers) }
          }
        }
      }
    }
    if vectors.count == 0 || vectors.rows == 0 { return }
    if vectors.dtype == .float64 { run(LAPACKE_dstedc_work) } else { run(LAPACKE_sstedc_work) }
  }

  /// Replaces the lower triangle of each symmetric matrix by the factors of its L D Lᵀ decomposition.
  ///
  /// - Parameter pivots: int32, contiguous `[…, size]`.
  static func factorLDL(_ a: MatrixBatch, pivots: Tensor, info: Tensor) {
    func run<T: BinaryFloatingPoint>(
      _ sytrf: (
        Int32, CChar, Int32, UnsafeMutablePointer<T>?, Int32, UnsafeMutablePointer<Int32>?,
        UnsafeMutablePointer<T>?, Int32
      ) -> Int32
    ) {
      let size = a.rows
      let (pivots, info) = (pivots.int32s, info.int32s)
      let workSize: Int = workSize {
        sytrf(columnMajor, letter("L"), Int32(size), a.matrix(0), a.leading, pivots, $0, -1)
      }
      a.forEachPiece(operations: size * size * size) { range in
        withMemory(workSize, of: T.self) { work in
          for index in range {
            info[index] = sytrf(
              columnMajor, letter("L"), Int32(size), a.matrix(index), a.leading,
              pivots + index * size, work, Int32(workSize))
          }
        }
      }
    }
    if a.count == 0 || a.rows == 0 { return }
    if a.dtype == .float64 { run(LAPACKE_dsytrf_work) } else { run(LAPACKE_ssytrf_work) }
  }

  /// Replaces each right-hand side by the solution of a symmetric system that is given by its factors, of the same batch.
  static func solveLDL(_ b: MatrixBatch, factors: MatrixBatch, pivots: Tensor) {
    func run<T>(
      _ sytrs: (
        Int32, CChar, Int32, Int32, UnsafePointer<T>?, Int32, UnsafePointer<Int32>?,
        UnsafeMutablePointer<T>?, Int32
      ) -> Int32
    ) {
      let size = b.rows
      let pivots = pivots.int32s
      b.forEachPiece(operations: size * size * b.columns) { range in
        for index in range {
          _ = sytrs(
            columnMajor, letter("L"), Int32(size), Int32(b.columns), factors.matrix(index),
            factors.leading, pivots + index * size, b.matrix(index), b.leading)
        }
      }
    }
    if b.dtype == .float64 { run(LAPACKE_dsytrs_work) } else { run(LAPACKE_ssytrs_work) }
  }
}
