import CKernels

/// Loops over the columns of contiguous tensors: what an axis before the last holds is treated together, without bringing it side
/// by side. Of float32 or float64.
enum Columns {
  /// Columns that are too few for vectors are better brought side by side.
  static let least = 16

  static func softmax(_ input: Tensor, axis: Int) -> Tensor {
    map(input, axis: axis, tk_softmax_columns_f32, tk_softmax_columns_f64)
  }

  static func logSoftmax(_ input: Tensor, axis: Int) -> Tensor {
    map(input, axis: axis, tk_log_softmax_columns_f32, tk_log_softmax_columns_f64)
  }

  /// The gradient by softmax's input, from that by its result.
  static func softmaxBackward(_ gradient: Tensor, _ result: Tensor, axis: Int) -> Tensor {
    map(
      gradient, result, axis: axis, tk_softmax_columns_backward_f32,
      tk_softmax_columns_backward_f64)
  }

  /// The gradient by logSoftmax's input, from that by its result.
  static func logSoftmaxBackward(_ gradient: Tensor, _ result: Tensor, axis: Int) -> Tensor {
    map(
      gradient, result, axis: axis, tk_log_softmax_columns_backward_f32,
      tk_log_softmax_columns_backward_f64)
  }

  private typealias Map<T> = (UnsafeMutablePointer<T>, UnsafePointer<T>, Int, Int, Int) -> Void
  private typealias MapOfTwo<T> = (
    UnsafeMutablePointer<T>, UnsafePointer<T>, UnsafePointer<T>, Int, Int, Int
  ) -> Void

  private static func map(
    _ input: Tensor, axis: Int, _ single: Map<Float>, _ double: Map<Double>
  ) -> Tensor {
    map(input, input, axis: axis, { single($0, $1, $3, $4, $5) }, { double($0, $1, $3, $4, $5) })
  }

  private static func map(
    _ input: Tensor, _ other: Tensor, axis: Int, _ single: MapOfTwo<Float>,
    _ double: MapOfTwo<Double>
  ) -> Tensor {
    let output = Tensor(uninitialized: input.shape, dtype: input.dtype)
    let (length, inner) = (input.shape[axis], input.shape[(axis + 1)...].reduce(1, *))
    if input.count == 0 { return output }
    // Pieces of columns of one of the outer axes' places: of a kilobyte, or of a few cache lines where there are threads for more.
    let outer = input.count / (length * inner)
    let least = Swift.min(256, Swift.max(64, outer * inner / (2 * Threads.count)))
    let width = Swift.min(
      inner, Swift.max(least, Grain.elements / 2 / length + 63) / 64 * 64)
    let across = (inner + width - 1) / width
    let grain = Swift.max(1, Grain.elements / 2 / (length * width))
    parallelFor(count: outer * across, grain: grain) { range in
      for piece in range {
        let first = piece % across * width
        let start = piece / across * length * inner + first
        let columns = Swift.min(width, inner - first)
        if input.dtype == .float64 {
          double(
            output.doubles + start, input.doubles + start, other.doubles + start, length, columns,
            inner)
        } else {
          single(
            output.floats + start, input.floats + start, other.floats + start, length, columns,
            inner)
        }
      }
    }
    return output
  }
}
