import CKernels

/// Normalisation of groups of channels of contiguous `[batch, channels, …]`, of float32 or float64.
enum GroupNormRows {
  /// Writes the normalised elements to `output`, and mean and scale of each group `[batch, groups]`.
  static func forward(
    _ input: Tensor, groups: Int, weight: Tensor?, bias: Tensor?, epsilon: Double, mean: Tensor,
    scale: Tensor, into output: Tensor
  ) {
    let sizes = Sizes(input, groups)
    let (channels, size, columns) = (sizes.channels, sizes.size, sizes.columns)
    let isDouble = input.dtype == .float64
    Rows.forEachPiece(rows: input.count == 0 ? 0 : mean.count, columns: columns) { range in
      let row = range.lowerBound
      if isDouble {
        tk_group_norm_f64(
          output.doubles + row * columns, mean.doubles + row, scale.doubles + row,
          input.doubles + row * columns, weight?.doubles, bias?.doubles, row, range.count, groups,
          channels, size, epsilon)
      } else {
        tk_group_norm_f32(
          output.floats + row * columns, mean.floats + row, scale.floats + row,
          input.floats + row * columns, weight?.floats, bias?.floats, row, range.count, groups,
          channels, size, epsilon)
      }
    }
  }

  /// The gradients of input, weight and bias.
  static func backward(
    _ gradient: Tensor, input: Tensor, groups: Int, weight: Tensor?, mean: Tensor, scale: Tensor
  ) -> (input: Tensor, weight: Tensor, bias: Tensor) {
    let sizes = Sizes(input, groups)
    let (channels, size, columns) = (sizes.channels, sizes.size, sizes.columns)
    let isDouble = input.dtype == .float64
    let result = Tensor(uninitialized: input.shape, dtype: input.dtype)
    // Of each example; their sum is the gradient.
    let weights = Tensor.zeros([input.shape[0], input.shape[1]], dtype: input.dtype)
    let biases = Tensor.zeros([input.shape[0], input.shape[1]], dtype: input.dtype)
    Rows.forEachPiece(rows: input.count == 0 ? 0 : mean.count, columns: columns) { range in
      let row = range.lowerBound
      if isDouble {
        tk_group_norm_backward_f64(
          result.doubles + row * columns, weights.doubles + row * channels,
          biases.doubles + row * channels, gradient.doubles + row * columns,
          input.doubles + row * columns, mean.doubles + row, scale.doubles + row, weight?.doubles,
          row, range.count, groups, channels, size)
      } else {
        tk_group_norm_backward_f32(
          result.floats + row * columns, weights.floats + row * channels,
          biases.floats + row * channels, gradient.floats + row * columns,
          input.floats + row * columns, mean.floats + row, scale.floats + row, weight?.floats,
          row, range.count, groups, channels, size)
      }
    }
    return (result, weights.sum(axis: 0), biases.sum(axis: 0))
  }

  private struct Sizes {
    /// The channels of a group, the elements of a channel, and those of a group.
    let channels, size, columns: Int

    init(_ input: Tensor, _ groups: Int) {
      channels = input.shape[1] / groups
      size = input.shape.dropFirst(2).reduce(1, *)
      columns = channels * size
    }
  }
}
