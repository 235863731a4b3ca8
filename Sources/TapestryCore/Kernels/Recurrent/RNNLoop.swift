/// A plain recurrent layer's run through a batch of sequences and back, of contiguous float32 or float64 tensors.
struct RNNLoop {
  let steps: RecurrentSteps
  /// `[size, size]`.
  let weight: Tensor
  let nonlinearity: RecurrentNonlinearity

  private var size: Int { weight.shape[1] }

  struct Gradients {
    /// Of what went into the function `[rows, size]`.
    let sums: Tensor
    let initialHidden: Tensor
    let weight: Tensor?
  }

  /// The hidden states, see ``RecurrentSteps``.
  ///
  /// - Parameter projected: the input's products with all biases, `[rows, size]`.
  func forward(_ projected: Tensor, hidden initial: Tensor) -> Tensor {
    let states = steps.makeStates(from: initial)
    Copy.run(projected, into: steps.outputs(states))
    if projected.dtype == .float64 { fill(states, Double.self) } else { fill(states, Float.self) }
    return states
  }

  private func fill<T: RecurrentElement>(_ states: Tensor, _ type: T.Type) {
    let size = size
    let transposed = weight.matrixTransposed.spacedRows()
    defer { extendLifetime(transposed) }
    let (weight, weightRow) = (transposed.elements(of: type), transposed.strides[0])
    let hidden = states.elements(of: type)
    steps.forEachPiece { _, piece in
      for step in steps.steps {
        let rows = steps.rows(piece, in: step)
        if rows.isEmpty { break }
        let state = hidden + (step.state + rows.lowerBound) * size
        let before = hidden + (step.stateBefore + rows.lowerBound) * size
        T.multiply(
          before, false, size, weight, false, weightRow, state, size, rows.count, size, size, 1, 1)
        T.rnnForward(nonlinearity, state, count: rows.count * size)
      }
    }
  }

  /// - Parameters:
  ///   - output: the gradient of all hidden states `[rows, size]`, contiguous, or nil for zeros.
  ///   - hidden: that of the last ones `[batch, size]`; overwritten.
  func backward(_ states: Tensor, output: Tensor?, hidden: Tensor, wantsWeight: Bool) -> Gradients {
    let sums = Tensor(uninitialized: [steps.rowCount, size], dtype: hidden.dtype)
    if hidden.dtype == .float64 {
      goBack(states, output, hidden, sums, Double.self)
    } else {
      goBack(states, output, hidden, sums, Float.self)
    }
    return Gradients(
      sums: sums, initialHidden: hidden,
      weight: wantsWeight ? sums.transposedProduct(with: steps.before(states)) : nil)
  }

  private func goBack<T: RecurrentElement>(
    _ states: Tensor, _ output: Tensor?, _ hidden: Tensor, _ sums: Tensor, _ type: T.Type
  ) {
    let size = size
    let spaced = weight.spacedRows()
    defer { extendLifetime(spaced) }
    let (weight, weightRow) = (spaced.elements(of: type), spaced.strides[0])
    let states = states.elements(of: type)
    let (output, hidden) = (output?.elements(of: type), hidden.elements(of: type))
    let sums = sums.elements(of: type)
    steps.forEachPiece { _, piece in
      for step in steps.steps.reversed() {
        let rows = steps.rows(piece, in: step)
        if rows.isEmpty { continue }
        let (first, count) = (step.first + rows.lowerBound, rows.count)
        let arrived = hidden + rows.lowerBound * size
        if let output { T.add(arrived, output + first * size, count: count * size) }
        T.rnnBackward(
          nonlinearity, sums + first * size, hiddenGradient: arrived,
          hidden: states + (step.state + rows.lowerBound) * size, count: count * size)
        T.multiply(
          sums + first * size, false, size, weight, false, weightRow, arrived, size, count, size,
          size, 1, 0)
      }
    }
  }
}
