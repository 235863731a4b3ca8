import CKernels

/// Layer normalisation of the rows of contiguous tensors of float32 or float64, forward and backward.
enum LayerNormRows {
  /// Writes the normalised rows to `output`, and each row's mean and scale, by which the derivative is computed.
  static func forward(
    _ input: Tensor, weight: Tensor?, bias: Tensor?, epsilon: Double, mean: Tensor, scale: Tensor,
    into output: Tensor
  ) {
    func run<T>(
      _ kernel: (
        UnsafeMutablePointer<T>, UnsafeMutablePointer<T>, UnsafeMutablePointer<T>,
        UnsafePointer<T>, UnsafePointer<T>?, UnsafePointer<T>?, Int, Int, Double
      ) -> Void
    ) {
      let columns = input.count / Swift.max(mean.count, 1)
      let (from, to) = (input.elements(of: T.self), output.elements(of: T.self))
      let (mean, scale, rows) = (
        mean.elements(of: T.self), scale.elements(of: T.self), mean.count
      )
      let (weight, bias) = (weight?.elements(of: T.self), bias?.elements(of: T.self))
      Rows.forEachPiece(rows: rows, columns: columns) { range in
        let row = range.lowerBound
        kernel(
          to + row * columns, mean + row, scale + row, from + row * columns, weight, bias,
          range.count, columns, epsilon)
      }
    }
    if input.dtype == .float64 { run(tk_layer_norm_f64) } else { run(tk_layer_norm_f32) }
  }

  /// Writes the gradient of the input to `result`, which may be `gradient`. Returns those of weight and bias, where wanted.
  static func backward(
    _ gradient: Tensor, input: Tensor, weight: Tensor?, mean: Tensor, scale: Tensor,
    normalizedShape: Shape, wantsWeight: Bool, wantsBias: Bool, into result: Tensor
  ) -> (weight: Tensor?, bias: Tensor?) {
    let (rows, columns) = (mean.count, normalizedShape.product)
    // Each piece of rows adds up its own share of the sums over all rows. Where pieces begin depends on the shape alone,
    // and so does the result.
    let height = Swift.max(Grain.elements / Swift.max(columns, 1), (rows + 63) / 64, 1)
    let shares: Shape = [(rows + height - 1) / height, columns]
    let weightShares = wantsWeight ? Tensor.zeros(shares, dtype: input.dtype) : nil
    let biasShares = wantsBias ? Tensor.zeros(shares, dtype: input.dtype) : nil
    func run<T>(
      _ kernel: (
        UnsafeMutablePointer<T>, UnsafeMutablePointer<T>?, UnsafeMutablePointer<T>?,
        UnsafePointer<T>, UnsafePointer<T>, UnsafePointer<T>, UnsafePointer<T>, UnsafePointer<T>?,
        Int, Int
      ) -> Void
    ) {
      let (from, to) = (input.elements(of: T.self), result.elements(of: T.self))
      let (mean, scale) = (mean.elements(of: T.self), scale.elements(of: T.self))
      let (gradient, weight) = (gradient.elements(of: T.self), weight?.elements(of: T.self))
      let (weightSums, biasSums) = (
        weightShares?.elements(of: T.self), biasShares?.elements(of: T.self)
      )
      parallelFor(count: shares[0], grain: 1) { pieces in
        for piece in pieces {
          let row = piece * height
          kernel(
            to + row * columns, weightSums.map { $0 + piece * columns },
            biasSums.map { $0 + piece * columns }, gradient + row * columns, from + row * columns,
            mean + row, scale + row, weight, Swift.min(height, rows - row), columns)
        }
      }
    }
    if input.dtype == .float64 {
      run(tk_layer_norm_backward_f64)
    } else {
      run(tk_layer_norm_backward_f32)
    }
    func total(_ shares: Tensor) -> Tensor { shares.sum(axis: 0).reshaped(to: normalizedShape) }
    return (weightShares.map(total), biasShares.map(total))
  }
}
