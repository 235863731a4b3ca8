// What operations on matrices demand of their operands.
extension Tensor {
  /// Stops unless this is a matrix or a batch of them.
  func checkMatrices(_ op: StaticString, file: StaticString, line: UInt) {
    demand(
      rank >= 2, "\(op): shape \(shape): the two axes of a matrix are needed", file: file,
      line: line)
  }

  /// Stops unless this is a matrix or a batch of them, of a dtype that decompositions are computed in.
  func checkFactorable(
    _ op: StaticString, isSquare: Bool = false, file: StaticString, line: UInt
  ) {
    checkMatrices(op, file: file, line: line)
    if isSquare {
      demand(
        shape[rank - 2] == shape[rank - 1],
        "\(op): shape \(shape): as many rows as columns are needed", file: file, line: line)
    }
    checkFactorableDType(op, file: file, line: line)
  }

  /// Stops unless this is of a dtype that decompositions are computed in.
  func checkFactorableDType(_ op: StaticString, file: StaticString, line: UInt) {
    demand(
      dtype == .float32 || dtype == .float64,
      "\(op): needs float32 or float64, not \(dtype); cast(to: .float32) first", file: file,
      line: line)
  }

  /// Stops unless two operands have one dtype.
  static func checkSameDType(
    _ op: StaticString, _ a: Tensor, _ b: Tensor, file: StaticString, line: UInt
  ) {
    demand(
      a.dtype == b.dtype, "\(op): \(a.dtype) and \(b.dtype): one dtype is needed", file: file,
      line: line)
  }

  /// The batch that two operands stretch to.
  static func commonBatch(
    _ op: StaticString, _ a: Tensor, _ b: Tensor, file: StaticString, line: UInt
  ) -> Shape {
    guard let batch = Shape.broadcast(a.batchShape, b.batchShape) else {
      mistake(
        "\(op): batch axes of \(a.shape) and \(b.shape) do not broadcast", file: file, line: line)
    }
    return batch
  }

  /// Whether a right-hand side is a vector, or a batch of them, rather than a matrix: it has one axis, or is shaped as this
  /// tensor without its last axis.
  func takesAsVector(_ b: Tensor) -> Bool {
    b.rank == 1 || (b.rank == rank - 1 && b.shape == Shape(shape.dropLast()))
  }
}

extension AxisValues {
  /// The shape of a batch of matrices, of which this is the batch.
  func matrices(_ rows: Int, _ columns: Int) -> Shape {
    var shape = self
    shape.append(rows)
    shape.append(columns)
    return shape
  }

  /// The shape of a batch of vectors, of which this is the batch.
  func vectors(_ size: Int) -> Shape {
    var shape = self
    shape.append(size)
    return shape
  }
}
