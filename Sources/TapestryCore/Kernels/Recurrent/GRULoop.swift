/// A GRU's run through a batch of sequences and back, of contiguous float32 or float64 tensors.
struct GRULoop {
  let steps: RecurrentSteps
  /// `[3 · size, size]`.
  let weight: Tensor

  private var size: Int { weight.shape[1] }

  /// What the way back needs.
  struct Trace {
    /// Reset and update gate, the hidden state's product for the new gate, and that: `[rows, 4 · size]`.
    let gates: Tensor
    /// `[states, size]`, see ``RecurrentSteps``.
    let hidden: Tensor
  }

  struct Gradients {
    /// Of the input's and of the hidden state's products `[rows, 3 · size]`.
    let projected, product: Tensor
    let initialHidden: Tensor
    let weight: Tensor?
  }

  /// - Parameters:
  ///   - projected: the input's products with their biases, `[rows, 3 · size]`.
  ///   - bias: the hidden state's, `[3 · size]`.
  func forward(_ projected: Tensor, bias: Tensor, hidden initial: Tensor) -> Trace {
    let trace = Trace(
      gates: Tensor(uninitialized: [steps.rowCount, 4 * size], dtype: projected.dtype),
      hidden: steps.makeStates(from: initial))
    if projected.dtype == .float64 {
      fill(trace, projected, bias, Double.self)
    } else {
      fill(trace, projected, bias, Float.self)
    }
    return trace
  }

  private func fill<T: RecurrentElement>(
    _ trace: Trace, _ projected: Tensor, _ bias: Tensor, _ type: T.Type
  ) {
    let size = size
    let (gates, hidden) = (trace.gates.elements(of: type), trace.hidden.elements(of: type))
    let (projected, bias) = (projected.elements(of: type), bias.elements(of: type))
    let transposed = weight.matrixTransposed.spacedRows()
    defer { extendLifetime(transposed) }
    let (weight, weightRow) = (transposed.elements(of: type), transposed.strides[0])
    steps.forEachPiece { _, piece in
      for step in steps.steps {
        let rows = steps.rows(piece, in: step)
        if rows.isEmpty { break }
        let (first, count) = (step.first + rows.lowerBound, rows.count)
        let (state, before) = (step.state + rows.lowerBound, step.stateBefore + rows.lowerBound)
        T.multiply(
          hidden + before * size, false, size, weight, false, weightRow, gates + first * 4 * size,
          4 * size, count, 3 * size, size, 1, 0)
        T.gruForward(
          gates + first * 4 * size, hidden: hidden + state * size,
          projected: projected + first * 3 * size, bias: bias,
          hiddenBefore: hidden + before * size, rows: count, size: size)
      }
    }
  }

  /// - Parameters:
  ///   - output: the gradient of all hidden states `[rows, size]`, contiguous, or nil for zeros.
  ///   - hidden: that of the last ones `[batch, size]`; overwritten.
  func backward(_ trace: Trace, output: Tensor?, hidden: Tensor, wantsWeight: Bool) -> Gradients {
    let shape: Shape = [steps.rowCount, 3 * size]
    let projected = Tensor(uninitialized: shape, dtype: hidden.dtype)
    let product = Tensor(uninitialized: shape, dtype: hidden.dtype)
    if hidden.dtype == .float64 {
      goBack(trace, output, hidden, projected, product, Double.self)
    } else {
      goBack(trace, output, hidden, projected, product, Float.self)
    }
    return Gradients(
      projected: projected, product: product, initialHidden: hidden,
      weight: wantsWeight ? product.transposedProduct(with: steps.before(trace.hidden)) : nil)
  }

  private func goBack<T: RecurrentElement>(
    _ trace: Trace, _ output: Tensor?, _ hidden: Tensor, _ projected: Tensor, _ product: Tensor,
    _ type: T.Type
  ) {
    let size = size
    let (gates, states) = (trace.gates.elements(of: type), trace.hidden.elements(of: type))
    let spaced = weight.spacedRows()
    defer { extendLifetime(spaced) }
    let (weight, weightRow) = (spaced.elements(of: type), spaced.strides[0])
    let output = output?.elements(of: type)
    let (projected, product) = (projected.elements(of: type), product.elements(of: type))
    let hidden = hidden.elements(of: type)
    steps.forEachPiece { _, piece in
      for step in steps.steps.reversed() {
        let rows = steps.rows(piece, in: step)
        if rows.isEmpty { continue }
        let (first, count) = (step.first + rows.lowerBound, rows.count)
        let arrived = hidden + rows.lowerBound * size
        if let output { T.add(arrived, output + first * size, count: count * size) }
        T.gruBackward(
          projected + first * 3 * size, productGradient: product + first * 3 * size,
          hiddenGradient: arrived, gates: gates + first * 4 * size,
          hiddenBefore: states + (step.stateBefore + rows.lowerBound) * size, rows: count,
          size: size)
        T.multiply(
          product + first * 3 * size, false, 3 * size, weight, false, weightRow, arrived, size,
          count,
          size, 3 * size, 1, 1)
      }
    }
  }
}
