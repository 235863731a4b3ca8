import CLAPACKE

extension Lapack {
  /// Replaces each matrix by R, on and above the diagonal, and the reflectors of Q below it.
  ///
  /// - Parameter factors: contiguous `[…, min(rows, columns)]`: the scale of each reflector.
  static func factorQR(_ a: MatrixBatch, factors: Tensor) {
    func run<T: BinaryFloatingPoint>(
      _ geqrf: (
        Int32, Int32, Int32, UnsafeMutablePointer<T>?, Int32, UnsafeMutablePointer<T>?,
        UnsafeMutablePointer<T>?, Int32
      ) -> Int32
    ) {
      let (rows, columns) = (Int32(a.rows), Int32(a.columns))
      let size = Swift.min(a.rows, a.columns)
      let factors = factors.elements(of: T.self)
      let workSize: Int = workSize {
        geqrf(columnMajor, rows, columns, a.matrix(0), a.leading, factors, $0, -1)
      }
      a.forEachPiece(operations: a.rows * a.columns * size) { range in
        withMemory(workSize, of: T.self) { work in
          for index in range {
            _ = geqrf(
              columnMajor, rows, columns, a.matrix(index), a.leading, factors + index * size, work,
              Int32(workSize))
          }
        }
      }
    }
    if a.transposed.count == 0 { return }
    if a.dtype == .float64 { run(LAPACKE_dgeqrf_work) } else { run(LAPACKE_sgeqrf_work) }
  }

  /// Replaces reflectors by the first columns of their product.
  ///
  /// - Parameters:
  ///   - q: `[…, rows, columns]`, no more columns than rows, with the reflectors in the first columns.
  ///   - factors: contiguous `[…, reflectors]`.
  static func expandReflectors(_ q: MatrixBatch, factors: Tensor) {
    func run<T: BinaryFloatingPoint>(
      _ orgqr: (
        Int32, Int32, Int32, Int32, UnsafeMutablePointer<T>?, Int32, UnsafePointer<T>?,
        UnsafeMutablePointer<T>?, Int32
      ) -> Int32
    ) {
      let (rows, columns) = (Int32(q.rows), Int32(q.columns))
      let count = factors.shape.last!
      let factors = factors.elements(of: T.self)
      let workSize: Int = workSize {
        orgqr(columnMajor, rows, columns, Int32(count), q.matrix(0), q.leading, factors, $0, -1)
      }
      q.forEachPiece(operations: q.rows * q.columns * Swift.max(count, 1)) { range in
        withMemory(workSize, of: T.self) { work in
          for index in range {
            _ = orgqr(
              columnMajor, rows, columns, Int32(count), q.matrix(index), q.leading,
              factors + index * count, work, Int32(workSize))
          }
        }
      }
    }
    if q.transposed.count == 0 { return }
    if q.dtype == .float64 { run(LAPACKE_dorgqr_work) } else { run(LAPACKE_sorgqr_work) }
  }

  /// Replaces each matrix by its product, from the left, with that of reflectors or its transpose.
  ///
  /// - Parameters:
  ///   - reflectors: of the same batch; as many rows as `c`.
  ///   - factors: contiguous `[…, reflectors]`.
  static func applyReflectors(
    to c: MatrixBatch, reflectors: MatrixBatch, factors: Tensor, isTransposed: Bool
  ) {
    func run<T: BinaryFloatingPoint>(
      _ ormqr: (
        Int32, CChar, CChar, Int32, Int32, Int32, UnsafePointer<T>?, Int32, UnsafePointer<T>?,
        UnsafeMutablePointer<T>?, Int32, UnsafeMutablePointer<T>?, Int32
      ) -> Int32
    ) {
      let (rows, columns) = (Int32(c.rows), Int32(c.columns))
      let count = factors.shape.last!
      let factors = factors.elements(of: T.self)
      func call(_ index: Int, _ work: UnsafeMutablePointer<T>, _ workSize: Int) -> Int32 {
        ormqr(
          columnMajor, letter("L"), letter(isTransposed ? "T" : "N"), rows, columns, Int32(count),
          reflectors.matrix(index), reflectors.leading, factors + index * count, c.matrix(index),
          c.leading, work, Int32(workSize))
      }
      let workSize: Int = workSize { call(0, $0, -1) }
      c.forEachPiece(operations: c.rows * c.columns * count) { range in
        withMemory(workSize, of: T.self) { work in
          for index in range { _ = call(index, work, workSize) }
        }
      }
    }
    if c.transposed.count == 0 || factors.count == 0 { return }
    if c.dtype == .float64 { run(LAPACKE_dormqr_work) } else { run(LAPACKE_sormqr_work) }
  }
}
