import CKernels

/// RMS normalisation of the rows of contiguous tensors of float32 or float64, forward and backward.
enum RMSNormRows {
  /// Writes the normalised rows to `output`, and each row's factor, by which the derivative is computed.
  static func forward(
    _ input: Tensor, weight: Tensor?, epsilon: Double, scale: Tensor, into output: Tensor
  ) {
    let columns = input.count / Swift.max(scale.count, 1)
    let isDouble = input.dtype == .float64
    Rows.forEachPiece(rows: scale.count, columns: columns) { range in
      let row = range.lowerBound
      if isDouble {
        tk_rms_norm_f64(
          output.doubles + row * columns, scale.doubles + row, input.doubles + row * columns,
          weight?.doubles, range.count, columns, epsilon)
      } else {
        tk_rms_norm_f32(
          output.floats + row * columns, scale.floats + row, input.floats + row * columns,
          weight?.floats, range.count, columns, epsilon)
      }
    }
  }

  /// The gradients of the input and, where wanted, of the weight.
  static func backward(
    _ gradient: Tensor, input: Tensor, weight: Tensor?, scale: Tensor, normalizedShape: Shape,
    wantsWeight: Bool
  ) -> (input: Tensor, weight: Tensor?) {
    let (rows, columns) = (scale.count, normalizedShape.product)
    let result = Tensor(uninitialized: input.shape, dtype: input.dtype)
    // As in LayerNormRows, where pieces begin depends on the shape alone.
    let height = Swift.max(Grain.elements / Swift.max(columns, 1), (rows + 63) / 64, 1)
    let shares: Shape = [(rows + height - 1) / height, columns]
    let weightShares = wantsWeight ? Tensor.zeros(shares, dtype: input.dtype) : nil
    let isDouble = input.dtype == .float64
    parallelFor(count: shares[0], grain: 1) { pieces in
      for piece in pieces {
        let row = piece * height
        let (start, count) = (row * columns, Swift.min(height, rows - row))
        if isDouble {
          tk_rms_norm_backward_f64(
            result.doubles + start, weightShares.map { $0.doubles + piece * columns },
            gradient.doubles + start, input.doubles + start, scale.doubles + row, weight?.doubles,
            count, columns)
        } else {
          tk_rms_norm_backward_f32(
            result.floats + start, weightShares.map { $0.floats + piece * columns },
            gradient.floats + start, input.floats + start, scale.floats + row, weight?.floats,
            count, columns)
        }
      }
    }
    return (result, weightShares?.sum(axis: 0).reshaped(to: normalizedShape))
  }
}
