import CKernels

/// Softmax, logarithm and choice of a label in one pass over each row of logits, of float32 or float64.
enum LabelLoss {
  static func forward(_ logits: Tensor, _ labels: Tensor, losses: Tensor, logSums: Tensor) {
    let (columns, places) = (logits.shape[1], labels.integers)
    let isDouble = logits.dtype == .float64
    Rows.forEachPiece(rows: logits.shape[0], columns: columns) { range in
      let row = range.lowerBound
      if isDouble {
        tk_cross_entropy_f64(
          losses.doubles + row, logSums.doubles + row, logits.doubles + row * columns, places + row,
          range.count, columns)
      } else {
        tk_cross_entropy_f32(
          losses.floats + row, logSums.floats + row, logits.floats + row * columns, places + row,
          range.count, columns)
      }
    }
  }

  static func backward(
    _ logits: Tensor, _ labels: Tensor, logSums: Tensor, gradient: Tensor, into output: Tensor
  ) {
    let (columns, places) = (logits.shape[1], labels.integers)
    let isDouble = logits.dtype == .float64
    Rows.forEachPiece(rows: logits.shape[0], columns: columns) { range in
      let row = range.lowerBound
      if isDouble {
        tk_cross_entropy_backward_f64(
          output.doubles + row * columns, logits.doubles + row * columns, logSums.doubles + row,
          places + row, gradient.doubles + row, range.count, columns)
      } else {
        tk_cross_entropy_backward_f32(
          output.floats + row * columns, logits.floats + row * columns, logSums.floats + row,
          places + row, gradient.floats + row, range.count, columns)
      }
    }
  }
}
