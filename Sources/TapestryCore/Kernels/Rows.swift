import CKernels

/// Loops over the rows of contiguous tensors: what the last axis holds is treated together. Of float32 or float64.
enum Rows {
  static func softmax(_ input: Tensor) -> Tensor {
    map(input) { output, rows, columns in
      output.isDouble
        ? tk_softmax_f64(output.to.double, output.from.double, rows, columns)
        : tk_softmax_f32(output.to.float, output.from.float, rows, columns)
    }
  }

  static func logSoftmax(_ input: Tensor) -> Tensor {
    map(input) { output, rows, columns in
      output.isDouble
        ? tk_log_softmax_f64(output.to.double, output.from.double, rows, columns)
        : tk_log_softmax_f32(output.to.float, output.from.float, rows, columns)
    }
  }

  /// The gradient by softmax's input, from that by its result.
  static func softmaxBackward(_ gradient: Tensor, _ result: Tensor) -> Tensor {
    map(gradient, result) { piece, rows, columns in
      piece.isDouble
        ? tk_softmax_backward_f64(
          piece.to.double, piece.from.double, piece.with.double, rows, columns)
        : tk_softmax_backward_f32(piece.to.float, piece.from.float, piece.with.float, rows, columns)
    }
  }

  /// The gradient by logSoftmax's input, from that by its result.
  static func logSoftmaxBackward(_ gradient: Tensor, _ result: Tensor) -> Tensor {
    map(gradient, result) { piece, rows, columns in
      piece.isDouble
        ? tk_log_softmax_backward_f64(
          piece.to.double, piece.from.double, piece.with.double, rows, columns)
        : tk_log_softmax_backward_f32(
          piece.to.float, piece.from.float, piece.with.float, rows, columns)
    }
  }

  /// A piece of whole rows, to read, with those of another tensor, and to write.
  private struct Piece {
    let from, with, to: Address
    let isDouble: Bool
  }

  private static func map(
    _ input: Tensor, _ other: Tensor? = nil,
    _ body: (_ piece: Piece, _ rows: Int, _ columns: Int) -> Void
  ) -> Tensor {
    let output = Tensor(uninitialized: input.shape, dtype: input.dtype)
    let columns = input.shape.last ?? 1
    if input.count == 0 { return output }
    let (from, to, size) = (input.address, output.address, input.dtype.itemSize)
    let with = other?.address ?? from
    forEachPiece(rows: input.count / columns, columns: columns) { range in
      let start = range.lowerBound * columns * size
      body(
        Piece(
          from: Address(from + start), with: Address(with + start), to: Address(to + start),
          isDouble: input.dtype == .float64),
        range.count, columns)
    }
    return output
  }

  /// Splits rows among threads.
  static func forEachPiece(rows: Int, columns: Int, _ body: (Range<Int>) -> Void) {
    parallelFor(
      count: rows, grain: Swift.max(1, Grain.elements / 2 / Swift.max(columns, 1)), body)
  }

  /// An address seen as either floating-point type.
  struct Address {
    private let raw: UnsafeMutableRawPointer

    init(_ raw: UnsafeMutableRawPointer) { self.raw = raw }

    var float: UnsafeMutablePointer<Float> { raw.assumingMemoryBound(to: Float.self) }
    var double: UnsafeMutablePointer<Double> { raw.assumingMemoryBound(to: Double.self) }
  }
}
