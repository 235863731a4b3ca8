import CLAPACKE

extension Lapack {
  /// Replaces right-hand sides by least-squares solutions. Destroys the matrices.
  ///
  /// - Parameters:
  ///   - b: of the batch of `a`; as many rows as the larger side of `a`, the solution in the first ones.
  ///   - ranks: int32, contiguous, one a matrix; not written by the driver `gels`.
  ///   - values: contiguous `[…, min(rows, columns)]`: singular values, written by `gelsd` and `gelss`.
  static func leastSquares(
    _ a: MatrixBatch, _ b: MatrixBatch, driver: LeastSquaresDriver, cutoff: Double, ranks: Tensor,
    values: Tensor, info: Tensor
  ) {
    if a.count == 0 || values.count == 0 { return }
    if a.dtype == .float64 {
      run(
        a, b, driver, cutoff, ranks, values, info, LAPACKE_dgels_work, LAPACKE_dgelsy_work,
        LAPACKE_dgelsd_work, LAPACKE_dgelss_work)
    } else {
      run(
        a, b, driver, Float(cutoff), ranks, values, info, LAPACKE_sgels_work, LAPACKE_sgelsy_work,
        LAPACKE_sgelsd_work, LAPACKE_sgelss_work)
    }
  }

  private static func run<T: BinaryFloatingPoint>(
    _ a: MatrixBatch, _ b: MatrixBatch, _ driver: LeastSquaresDriver, _ cutoff: T, _ ranks: Tensor,
    _ values: Tensor, _ info: Tensor,
    _ gels: (
      Int32, CChar, Int32, Int32, Int32, UnsafeMutablePointer<T>?, Int32, UnsafeMutablePointer<T>?,
      Int32, UnsafeMutablePointer<T>?, Int32
    ) -> Int32,
    _ gelsy: (
      Int32, Int32, Int32, Int32, UnsafeMutablePointer<T>?, Int32, UnsafeMutablePointer<T>?, Int32,
      UnsafeMutablePointer<Int32>?, T, UnsafeMutablePointer<Int32>?, UnsafeMutablePointer<T>?, Int32
    ) -> Int32,
    _ gelsd: (
      Int32, Int32, Int32, Int32, UnsafeMutablePointer<T>?, Int32, UnsafeMutablePointer<T>?, Int32,
      UnsafeMutablePointer<T>?, T, UnsafeMutablePointer<Int32>?, UnsafeMutablePointer<T>?, Int32,
      UnsafeMutablePointer<Int32>?
    ) -> Int32,
    _ gelss: (
      Int32, Int32, Int32, Int32, UnsafeMutablePointer<T>?, Int32, UnsafeMutablePointer<T>?, Int32,
      UnsafeMutablePointer<T>?, T, UnsafeMutablePointer<Int32>?, UnsafeMutablePointer<T>?, Int32
    ) -> Int32
  ) {
    let (m, n, k) = (Int32(a.rows), Int32(a.columns), Int32(b.columns))
    let size = Swift.min(a.rows, a.columns)
    let values = values.elements(of: T.self)
    let (ranks, info) = (ranks.int32s, info.int32s)
    func call(
      _ index: Int, _ work: UnsafeMutablePointer<T>, _ workSize: Int,
      _ integers: UnsafeMutablePointer<Int32>
    ) -> Int32 {
      let (pa, pb): (UnsafeMutablePointer<T>, UnsafeMutablePointer<T>) = (
        a.matrix(index), b.matrix(index)
      )
      let (singular, rank) = (values + index * size, ranks + index)
      switch driver {
      case .gels:
        return gels(
          columnMajor, letter("N"), m, n, k, pa, a.leading, pb, b.leading, work, Int32(workSize))
      case .gelsy:
        // No column is bound to come first.
        for column in 0..<a.columns where workSize > 0 { integers[column] = 0 }
        return gelsy(
          columnMajor, m, n, k, pa, a.leading, pb, b.leading, integers, cutoff, rank, work,
          Int32(workSize))
      case .gelsd:
        return gelsd(
          columnMajor, m, n, k, pa, a.leading, pb, b.leading, singular, cutoff, rank, work,
          Int32(workSize), integers)
      case .gelss:
        return gelss(
          columnMajor, m, n, k, pa, a.leading, pb, b.leading, singular, cutoff, rank, work,
          Int32(workSize))
      }
    }
    // gelsd tells in a query how many integers it wants; gelsy has one for each column.
    var wanted: Int32 = 0
    let workSize: Int = workSize { call(0, $0, -1, &wanted) }
    let integerSize = Swift.max(Int(wanted), a.columns)
    a.forEachPiece(operations: 4 * a.rows * a.columns * (size + b.columns)) { range in
      withMemory(workSize, of: T.self) { work in
        withMemory(integerSize, of: Int32.self) { integers in
          for index in range { info[index] = call(index, work, workSize, integers) }
        }
      }
    }
  }
}
