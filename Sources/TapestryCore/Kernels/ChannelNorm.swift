import CKernels

/// Statistics and scaling of the channels of contiguous `[batch, channels, …]`, of float32 or float64.
enum ChannelNorm {
  private struct Sizes {
    let batch, channels, size: Int

    init(_ input: Tensor) {
      (batch, channels) = (input.shape[0], input.shape[1])
      size = input.shape.dropFirst(2).reduce(1, *)
    }

    /// Splits channels among threads; which of them are taken together depends on the shape alone.
    func forEachBlock(_ body: (_ first: Int, _ count: Int) -> Void) {
      // Channels that lie side by side are read together, others one by one.
      let width = size == 1 ? Int(TK_CHANNEL_BLOCK) : 1
      parallelFor(
        count: (channels + width - 1) / width,
        grain: Swift.max(1, Grain.elements / 2 / Swift.max(width * batch * size, 1))
      ) { blocks in
        for block in blocks { body(block * width, Swift.min(width, channels - block * width)) }
      }
    }

    func forEachPlane(_ body: (_ first: Int, _ count: Int) -> Void) {
      if size == 0 { return }
      parallelFor(count: batch * channels, grain: Swift.max(1, Grain.elements / size)) {
        body($0.lowerBound, $0.count)
      }
    }
  }

  /// Mean and biased variance of each channel, which has at least one element.
  static func moments(_ input: Tensor) -> (mean: Tensor, variance: Tensor) {
    let sizes = Sizes(input)
    let mean = Tensor(uninitialized: [sizes.channels], dtype: input.dtype)
    let variance = Tensor(uninitialized: [sizes.channels], dtype: input.dtype)
    let isDouble = input.dtype == .float64
    sizes.forEachBlock { first, count in
      if isDouble {
        tk_channel_moments_f64(
          mean.doubles + first, variance.doubles + first, input.doubles, sizes.batch,
          sizes.channels, sizes.size, first, count)
      } else {
        tk_channel_moments_f32(
          mean.floats + first, variance.floats + first, input.floats, sizes.batch, sizes.channels,
          sizes.size, first, count)
      }
    }
    return (mean, variance)
  }

  /// Of each channel the sum of the gradient, and of its product with the distance from the mean.
  static func sums(
    _ gradient: Tensor, _ input: Tensor, mean: Tensor
  ) -> (gradient: Tensor, product: Tensor) {
    let sizes = Sizes(input)
    let sums = Tensor(uninitialized: [sizes.channels], dtype: input.dtype)
    let products = Tensor(uninitialized: [sizes.channels], dtype: input.dtype)
    let isDouble = input.dtype == .float64
    sizes.forEachBlock { first, count in
      if isDouble {
        tk_channel_sums_f64(
          sums.doubles + first, products.doubles + first, gradient.doubles, input.doubles,
          mean.doubles + first, sizes.batch, sizes.channels, sizes.size, first, count)
      } else {
        tk_channel_sums_f32(
          sums.floats + first, products.floats + first, gradient.floats, input.floats,
          mean.floats + first, sizes.batch, sizes.channels, sizes.size, first, count)
      }
    }
    return (sums, products)
  }

  /// `(input - mean) * factor + bias`, channel by channel.
  static func scaled(
    _ input: Tensor, mean: Tensor, factor: Tensor, bias: Tensor?
  ) -> Tensor {
    let sizes = Sizes(input)
    let output = Tensor(uninitialized: input.shape, dtype: input.dtype)
    let isDouble = input.dtype == .float64
    sizes.forEachPlane { first, count in
      if isDouble {
        tk_channel_scale_f64(
          output.doubles, input.doubles, mean.doubles, factor.doubles, bias?.doubles,
          sizes.channels, sizes.size, first, count)
      } else {
        tk_channel_scale_f32(
          output.floats, input.floats, mean.floats, factor.floats, bias?.floats, sizes.channels,
          sizes.size, first, count)
      }
    }
    return output
  }

  /// Writes `gradient * factor - offset - (input - mean) * slope`, channel by channel, to `output`, which may be `gradient`.
  static func backward(
    _ gradient: Tensor, _ input: Tensor, mean: Tensor, factor: Tensor, offset: Tensor,
    slope: Tensor, into output: Tensor
  ) {
    let sizes = Sizes(input)
    let isDouble = input.dtype == .float64
    sizes.forEachPlane { first, count in
      if isDouble {
        tk_channel_backward_f64(
          output.doubles, gradient.doubles, input.doubles, mean.doubles, factor.doubles,
          offset.doubles, slope.doubles, sizes.channels, sizes.size, first, count)
      } else {
        tk_channel_backward_f32(
          output.floats, gradient.floats, input.floats, mean.floats, factor.floats, offset.floats,
          slope.floats, sizes.channels, sizes.size, first, count)
      }
    }
  }
}
