import CKernels

/// Loops over bags of rows.
enum Bags {
  /// For each bag and column, which of the bag's rows of contiguous `table` has the largest element: the first of equal ones, and −1 where
  /// a bag has no rows. Of float32 or float64.
  static func largestRows(_ table: Tensor, rows: Tensor, bags: Tensor, count: Int) -> Tensor {
    let size = table.shape[1]
    let result = Tensor.full([count, size], -1, dtype: .int64)
    let (from, to) = (rows.integers, bags.integers)
    let places = result.integers
    func run<T: BinaryFloatingPoint>(_ elements: UnsafeMutablePointer<T>) {
      for position in 0..<rows.count {
        let row = from[position]
        let candidate = elements + Int(row) * size
        let best = places + Int(to[position]) * size
        for column in 0..<size
        where best[column] < 0
          || candidate[column] > elements[Int(best[column]) * size + column]
        {
          best[column] = row
        }
      }
    }
    if table.dtype == .float64 { run(table.doubles) } else { run(table.floats) }
    return result
  }
}
