import CLAPACKE

/// A batch of matrices as LAPACK takes them: each column after column, one matrix behind the other.
///
/// Of float32 or float64.
struct MatrixBatch {
  /// The transposed matrices, contiguous.
  let transposed: Tensor

  /// Memory of its own, in which nothing is set.
  init(uninitialized batch: Shape, rows: Int, columns: Int, dtype: DType) {
    var shape = batch
    shape.append(columns)
    shape.append(rows)
    transposed = Tensor(uninitialized: shape, dtype: dtype)
  }

  /// A copy of the matrices of a tensor, repeated where `batch` is larger than its own.
  init(copying matrices: Tensor, batch: Shape? = nil) {
    let shape = matrices.shape
    self.init(
      uninitialized: batch ?? matrices.batchShape, rows: shape[shape.count - 2],
      columns: shape[shape.count - 1], dtype: matrices.dtype)
    Copy.run(matrices.matricesTransposed, into: transposed)
  }

  var rows: Int { transposed.shape[transposed.rank - 1] }
  var columns: Int { transposed.shape[transposed.rank - 2] }
  var batch: Shape { transposed.batchShape }
  var count: Int { batch.product }
  var dtype: DType { transposed.dtype }

  /// The distance between columns, as LAPACK wants it: at least 1.
  var leading: Int32 { Int32(Swift.max(rows, 1)) }

  /// The matrices as a tensor, `[…, rows, columns]`.
  var tensor: Tensor { transposed.matricesTransposed }

  /// Where one matrix begins.
  @inline(__always)
  func matrix<T>(_ index: Int, of type: T.Type = T.self) -> UnsafeMutablePointer<T> {
    transposed.address.assumingMemoryBound(to: type) + index * rows * columns
  }

  /// Calls `body` with ranges of matrices, on several threads where there is more to do than `operations`, the number of
  /// multiplications for one matrix, makes worth while.
  func forEachPiece(operations: Int, _ body: (Range<Int>) -> Void) {
    OpenBLAS.prepared
    parallelFor(
      count: count, grain: Swift.max(1, MatrixBatch.grain / Swift.max(operations, 1)), body)
  }

  /// Multiplications that are worth a thread of their own.
  static let grain = 1 << 16
}

extension Tensor {
  /// The shape without the last two axes.
  var batchShape: Shape { Shape(shape.dropLast(2)) }

  /// A view, without record or base, with the last two axes exchanged.
  var matricesTransposed: Tensor {
    var (shape, strides) = (self.shape, self.strides)
    shape.swapAt(rank - 2, rank - 1)
    strides.swapAt(rank - 2, rank - 1)
    return Tensor(
      viewOf: self, shape: shape, strides: strides, offset: offset, keepsBase: false)
  }

  /// The elements of a contiguous tensor.
  func elements<T>(of type: T.Type) -> UnsafeMutablePointer<T> {
    address.assumingMemoryBound(to: type)
  }
}

extension AxisValues {
  /// For each place in a larger batch, in row-major order, the number of the place in this one that is stretched there.
  func places(in batch: Shape) -> [Int] {
    if self == batch { return Array(0..<batch.product) }
    let strides = contiguousStrides
    let shift = batch.count - count
    return (0..<batch.product).map { number in
      var (rest, place) = (number, 0)
      for axis in (0..<batch.count).reversed() {
        let position = rest % batch[axis]
        rest /= batch[axis]
        if axis >= shift && self[axis - shift] != 1 { place += position * strides[axis - shift] }
      }
      return place
    }
  }

  /// Where the element with a number in row-major order stands along each axis.
  func place(of number: Int) -> [Int] {
    var rest = number
    return reversed().map { size in
      defer { rest /= size }
      return rest % size
    }.reversed()
  }
}
