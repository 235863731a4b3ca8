import CLAPACKE
import Glibc

extension Lapack {
  /// Replaces each matrix by the factors of its P L U decomposition.
  ///
  /// - Parameter pivots: int32, contiguous `[…, min(rows, columns)]`; row numbers from 1.
  static func factorLU(_ a: MatrixBatch, pivots: Tensor, info: Tensor) {
    func run<T>(
      _ getrf: (
        Int32, Int32, Int32, UnsafeMutablePointer<T>?, Int32, UnsafeMutablePointer<Int32>?
      ) -> Int32
    ) {
      let size = Swift.min(a.rows, a.columns)
      let (pivots, info) = (pivots.int32s, info.int32s)
      a.forEachPiece(operations: a.rows * a.columns * size) { range in
        for index in range {
          info[index] = getrf(
            columnMajor, Int32(a.rows), Int32(a.columns), a.matrix(index), a.leading,
            pivots + index * size)
        }
      }
    }
    if a.dtype == .float64 { run(LAPACKE_dgetrf_work) } else { run(LAPACKE_sgetrf_work) }
  }

  /// Replaces each right-hand side by the solution of a system whose matrix is given by its factors.
  ///
  /// - Parameters:
  ///   - isTransposed: solves with the transposed matrix.
  ///   - lu: of a batch that stretches to that of the right-hand sides.
  static func solveLU(
    _ b: MatrixBatch, lu: MatrixBatch, pivots: Tensor, isTransposed: Bool
  ) {
    func run<T>(
      _ getrs: (
        Int32, CChar, Int32, Int32, UnsafePointer<T>?, Int32, UnsafePointer<Int32>?,
        UnsafeMutablePointer<T>?, Int32
      ) -> Int32
    ) {
      let size = b.rows
      let places = lu.batch.places(in: b.batch)
      let pivots = pivots.int32s
      forEachStrip(of: b) { index, columns in
        let strip: UnsafeMutablePointer<T> = b.matrix(index) + columns.lowerBound * size
        _ = getrs(
          columnMajor, letter(isTransposed ? "T" : "N"), Int32(size), Int32(columns.count),
          lu.matrix(places[index]), lu.leading, pivots + places[index] * size, strip, b.leading)
      }
    }
    if b.dtype == .float64 { run(LAPACKE_dgetrs_work) } else { run(LAPACKE_sgetrs_work) }
  }

  /// Calls `body` with matrices of a batch, or with strips of their columns where there are many: right-hand sides are
  /// solved independently of each other. How columns are cut depends on the shape alone.
  private static func forEachStrip(
    of b: MatrixBatch, _ body: (_ index: Int, _ columns: Range<Int>) -> Void
  ) {
    let strips = b.count >= 16 ? 1 : Swift.max(b.columns / 64, 1)
    let width = (b.columns + strips - 1) / strips
    let operations = Swift.max(b.rows * b.rows * width, 1)
    if width == 0 { return }
    OpenBLAS.prepared
    parallelFor(
      count: b.count * strips, grain: Swift.max(1, MatrixBatch.grain / operations)
    ) { range in
      for strip in range {
        let start = strip % strips * width
        body(strip / strips, start..<Swift.max(start, Swift.min(start + width, b.columns)))
      }
    }
  }

  /// Of each square matrix, given by its factors, the determinant, its sign and the logarithm of its magnitude.
  static func determinants(
    lu: MatrixBatch, pivots: Tensor
  ) -> (value: Tensor, sign: Tensor, logMagnitude: Tensor) {
    let results = (0..<3).map { _ in Tensor(uninitialized: lu.batch, dtype: lu.dtype) }
    func run<T: BinaryFloatingPoint>(_ type: T.Type, log: (T) -> T) {
      let size = lu.rows
      let pivots = pivots.int32s
      let (values, signs, logs) = (
        results[0].elements(of: T.self), results[1].elements(of: T.self),
        results[2].elements(of: T.self)
      )
      for index in 0..<lu.count {
        let matrix: UnsafeMutablePointer<T> = lu.matrix(index)
        var (product, sign, sum): (T, T, T) = (1, 1, 0)
        for row in 0..<size {
          let pivot = matrix[row * size + row]
          product *= pivot
          // A NaN has no sign.
          sign *= pivot > 0 ? 1 : pivot < 0 ? -1 : 0
          sum += log(pivot.magnitude)
          if pivots[index * size + row] != Int32(row + 1) {
            product = -product
            sign = -sign
          }
        }
        (values[index], signs[index], logs[index]) = (product, sign, sum)
      }
    }
    if lu.dtype == .float64 {
      run(Double.self) { log($0) }
    } else {
      run(Float.self) { logf($0) }
    }
    return (results[0], results[1], results[2])
  }

  /// The order in which pivots put rows: row `i` of L U is row `order[i]` of the matrix. int64, `[…, rows]`.
  ///
  /// - Parameter isInverse: for each row of the matrix its number in L U instead.
  static func rowOrder(pivots: Tensor, rows: Int, isInverse: Bool = false) -> Tensor {
    let pivots = noGrad { pivots.cast(to: .int32).contiguous() }
    let size = pivots.shape.last!
    var shape = Shape(pivots.shape.dropLast())
    let count = shape.product
    shape.append(rows)
    let result = Tensor(uninitialized: shape, dtype: .int64)
    let (from, to) = (pivots.int32s, result.integers)
    for index in 0..<count {
      let order = to + index * rows
      for row in 0..<rows { order[row] = Int64(row) }
      for row in 0..<size {
        let other = Int(from[index * size + row]) - 1
        (order[row], order[other]) = (order[other], order[row])
      }
      if isInverse {
        let forward = Array(UnsafeBufferPointer(start: order, count: rows))
        for (row, place) in forward.enumerated() { order[Int(place)] = Int64(row) }
      }
    }
    return result
  }
}
