import CKernels

/// Distances between the vectors of contiguous tensors, of float32 or float64.
enum Distances {
  /// Writes the distances of the rows of `first` `[…, n, size]` from those of `second` `[…, m, size]` to `output` `[…, n, m]`.
  static func forward(_ first: Tensor, _ second: Tensor, p: Double, into output: Tensor) {
    let (rows, columns) = (output.shape[output.rank - 2], output.shape[output.rank - 1])
    let size = first.shape[first.rank - 1]
    let isDouble = output.dtype == .float64
    let total = output.count == 0 ? 0 : output.count / columns
    // Rows that share what their thread makes of the columns, as far as all threads still have some.
    let together = Swift.min(48, total / 16)
    forEachPiece(total, atLeast: together, rowWork: columns * size) { row, count in
      let b = row / rows * columns * size
      if isDouble {
        tk_cdist_f64(
          output.doubles + row * columns, first.doubles + row * size, second.doubles + b, count,
          columns, size, p)
      } else {
        tk_cdist_f32(
          output.floats + row * columns, first.floats + row * size, second.floats + b, count,
          columns, size, p)
      }
    } until: {
      $0 / rows * rows + rows
    }
  }

  /// Writes the distances of the rows of `x` `[n, size]` from those after them to `output`.
  static func pairs(_ x: Tensor, p: Double, into output: Tensor) {
    let (n, size) = (x.shape[0], x.shape[1])
    if output.count == 0 { return }
    let isDouble = output.dtype == .float64
    parallelFor(count: n - 1, grain: Swift.max(1, Grain.elements / 4 / Swift.max(n * size, 1))) {
      for row in $0 {
        let start = row * (2 * n - row - 1) / 2
        if isDouble {
          tk_cdist_f64(
            output.doubles + start, x.doubles + row * size, x.doubles + (row + 1) * size, 1,
            n - 1 - row, size, p)
        } else {
          tk_cdist_f32(
            output.floats + start, x.floats + row * size, x.floats + (row + 1) * size, 1,
            n - 1 - row, size, p)
        }
      }
    }
  }

  /// What lies above the diagonal of a symmetric matrix of zeros on the diagonal, as the whole.
  static func square(of pairs: Tensor, _ n: Int) -> Tensor {
    let result = Tensor.zeros([n, n], dtype: pairs.dtype)
    func fill<T>(_ from: UnsafeMutablePointer<T>, _ to: UnsafeMutablePointer<T>) {
      var next = 0
      for row in 0..<n {
        for column in (row + 1)..<Swift.max(n, row + 1) {
          to[row * n + column] = from[next]
          to[column * n + row] = from[next]
          next += 1
        }
      }
    }
    if pairs.dtype == .float64 {
      fill(pairs.doubles, result.doubles)
    } else {
      fill(pairs.floats, result.floats)
    }
    return result
  }

  /// The gradient of `first`, from gradient and distances `[…, n, m]`, or `[…, m, n]` where they are transposed.
  static func backward(
    _ first: Tensor, _ second: Tensor, gradient: Tensor, distances: Tensor, isTransposed: Bool,
    p: Double
  ) -> Tensor {
    let (rows, columns) = (first.shape[first.rank - 2], second.shape[second.rank - 2])
    let size = first.shape[first.rank - 1]
    let result = Tensor.zeros(first.shape, dtype: first.dtype)
    if gradient.count == 0 || size == 0 { return result }
    let (rowStep, columnStep) = isTransposed ? (1, rows) : (columns, 1)
    let isDouble = first.dtype == .float64
    forEachPiece(first.count / size, rowWork: columns * size) { row, count in
      let batch = row / rows
      let b = batch * columns * size
      let g = batch * rows * columns + row % rows * rowStep
      if isDouble {
        tk_cdist_backward_f64(
          result.doubles + row * size, first.doubles + row * size, second.doubles + b,
          gradient.doubles + g, distances.doubles + g, rowStep, columnStep, count, columns, size, p)
      } else {
        tk_cdist_backward_f32(
          result.floats + row * size, first.floats + row * size, second.floats + b,
          gradient.floats + g, distances.floats + g, rowStep, columnStep, count, columns, size, p)
      }
    } until: {
      $0 / rows * rows + rows
    }
    return result
  }

  /// Splits rows among threads, in pieces that end where `until` says a batch does.
  private static func forEachPiece(
    _ rows: Int, atLeast least: Int = 1, rowWork: Int,
    _ body: (_ row: Int, _ count: Int) -> Void, until: (Int) -> Int
  ) {
    let grain = Swift.max(1, least, Grain.elements / 4 / Swift.max(rowWork, 1))
    parallelFor(count: rows, grain: grain) { range in
      var row = range.lowerBound
      while row < range.upperBound {
        let end = Swift.min(until(row), range.upperBound)
        body(row, end - row)
        row = end
      }
    }
  }
}
