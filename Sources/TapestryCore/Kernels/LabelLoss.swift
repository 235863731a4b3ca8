import CKernels

/// Softmax, logarithm and choice of a label in one pass over each row of float32 logits.
enum LabelLoss {
  static func forward(_ logits: Tensor, _ labels: Tensor, losses: Tensor, logSums: Tensor) {
    let columns = logits.shape[1]
    let (from, labels) = (logits.floats, labels.integers)
    let (losses, logSums) = (losses.floats, logSums.floats)
    Rows.forEachPiece(rows: logits.shape[0], columns: columns) { range in
      let row = range.lowerBound
      tk_cross_entropy_f32(
        losses + row, logSums + row, from + row * columns, labels + row, range.count, columns)
    }
  }

  static func backward(
    _ logits: Tensor, _ labels: Tensor, logSums: Tensor, gradient: Tensor, into output: Tensor
  ) {
    let columns = logits.shape[1]
    let (from, to, labels) = (logits.floats, output.floats, labels.integers)
    let (logSums, scale) = (logSums.floats, gradient.floats)
    Rows.forEachPiece(rows: logits.shape[0], columns: columns) { range in
      let row = range.lowerBound
      tk_cross_entropy_backward_f32(
        to + row * columns, from + row * columns, logSums + row, labels + row, scale + row,
        range.count, columns)
    }
  }
}
