/// An LSTM's run through a batch of sequences and back, of contiguous float32 or float64 tensors.
struct LSTMLoop {
  let steps: RecurrentSteps
  /// `[4 · size, outputs]`.
  let weight: Tensor
  /// `[outputs, size]`, or nil where hidden states are as large as cells.
  let projection: Tensor?
  /// Where the input's products are made step by step.
  let input: JoinedInput?

  private var size: Int { weight.shape[0] / 4 }
  private var outputs: Int { weight.shape[1] }

  /// What the way back needs.
  struct Trace {
    /// `[rows, 4 · size]`.
    let gates: Tensor
    /// `[states, outputs]` and `[states, size]`, see ``RecurrentSteps``.
    let hidden, cell: Tensor
    /// The cells' hyperbolic tangents `[rows, size]`.
    let squashed: Tensor
    /// What is projected `[rows, size]`.
    let unprojected: Tensor?
  }

  struct Gradients {
    /// Of what went into the gates `[rows, 4 · size]`, where the input is not joined.
    let gates: Tensor?
    /// Of the input's rows, and of weights and bias, where it is.
    let input: Tensor?
    let joined: JoinedInput.Gradients?
    let initialHidden, initialCell: Tensor
    let weight, projection: Tensor?
  }

  /// - Parameter products: the input's, with their biases, `[rows, 4 · size]`; overwritten. Nil where the input is joined.
  func forward(_ products: Tensor?, hidden initialHidden: Tensor, cell initialCell: Tensor) -> Trace
  {
    let dtype = initialHidden.dtype
    func room(_ columns: Int) -> Tensor {
      Tensor(uninitialized: [steps.rowCount, columns], dtype: dtype)
    }
    let trace = Trace(
      gates: products ?? room(4 * size), hidden: steps.makeStates(from: initialHidden),
      cell: steps.makeStates(from: initialCell), squashed: room(size),
      unprojected: projection.map { _ in room(size) })
    if dtype == .float64 { fill(trace, Double.self) } else { fill(trace, Float.self) }
    return trace
  }

  private func fill<T: RecurrentElement>(_ trace: Trace, _ type: T.Type) {
    let (size, outputs) = (size, outputs)
    let (gates, hidden) = (trace.gates.elements(of: type), trace.hidden.elements(of: type))
    let (cell, squashed) = (trace.cell.elements(of: type), trace.squashed.elements(of: type))
    let transposed =
      input?.weights(beside: self.weight) ?? self.weight.matrixTransposed.spacedRows()
    defer { extendLifetime(transposed) }
    let (weight, weightRow) = (transposed.elements(of: type), transposed.strides[0])
    let (columns, isAdded) = (transposed.shape[0], input == nil ? 1.0 : 0.0)
    let projection = projection?.elements(of: type)
    let unprojected = trace.unprojected?.elements(of: type)
    steps.forEachPiece { _, piece in
      let joined = input.map { _ in
        Tensor(uninitialized: [piece.count, columns], dtype: trace.gates.dtype)
      }
      defer { extendLifetime(joined) }
      for step in steps.steps {
        let rows = steps.rows(piece, in: step)
        if rows.isEmpty { break }
        let (first, count) = (step.first + rows.lowerBound, rows.count)
        let (state, before) = (step.state + rows.lowerBound, step.stateBefore + rows.lowerBound)
        let operand = joined?.elements(of: type) ?? hidden + before * outputs
        input?.join(hidden + before * outputs, first: first, count: count, to: operand)
        T.multiply(
          operand, false, columns, weight, false, weightRow, gates + first * 4 * size, 4 * size,
          count, 4 * size, columns, 1, isAdded)
        T.lstmForward(
          gates + first * 4 * size, cell: cell + state * size, squashed: squashed + first * size,
          hidden: unprojected.map { $0 + first * size } ?? hidden + state * size,
          cellBefore: cell + before * size, rows: count, size: size)
        if let projection, let unprojected {
          T.multiply(
            unprojected + first * size, false, size, projection, true, size,
            hidden + state * outputs, outputs, count, outputs, size, 1, 0)
        }
      }
    }
  }

  /// What gradients are wanted of, beside states.
  struct Wanted {
    let input, weights, projection: Bool
  }

  /// - Parameters:
  ///   - output: the gradient of all hidden states `[rows, outputs]`, contiguous, or nil for zeros.
  ///   - hidden: that of the last ones `[batch, outputs]`; overwritten.
  ///   - cell: that of the last cells `[batch, size]`; overwritten.
  func backward(
    _ trace: Trace, output: Tensor?, hidden: Tensor, cell: Tensor, wanted: Wanted
  ) -> Gradients {
    let dtype = hidden.dtype
    func room(_ shape: Shape, if isWanted: Bool) -> Tensor? {
      isWanted ? Tensor(uninitialized: shape, dtype: dtype) : nil
    }
    let way = Way(
      trace: trace, gates: room(trace.gates.shape, if: input == nil), output: output,
      hidden: hidden, cell: cell,
      complete: room([steps.rowCount, outputs], if: projection != nil),
      input: input.flatMap { room($0.rows.shape, if: wanted.input) },
      sums: input.flatMap {
        room([steps.pieceCount, $0.gates, $0.columns], if: wanted.weights)
      })
    if dtype == .float64 { goBack(way, Double.self) } else { goBack(way, Float.self) }
    let joined = way.sums.flatMap { input?.gradients($0) }
    let weight =
      wanted.weights ? way.gates?.transposedProduct(with: steps.before(trace.hidden)) : nil
    let projectionGradient =
      wanted.projection ? way.complete?.transposedProduct(with: trace.unprojected!) : nil
    return Gradients(
      gates: way.gates, input: way.input, joined: joined, initialHidden: hidden,
      initialCell: cell, weight: weight ?? joined?.hiddenWeight, projection: projectionGradient)
  }

  /// What the way back reads and writes.
  private struct Way {
    let trace: Trace
    /// The gradient of all steps' gates, where the input is not joined.
    let gates: Tensor?
    let output: Tensor?
    let hidden, cell: Tensor
    /// The gradient of all projected hidden states, those of later steps included.
    let complete: Tensor?
    /// The gradient of the joined input's rows.
    let input: Tensor?
    /// Those of its weights, for each piece of the batch.
    let sums: Tensor?
  }

  private func goBack<T: RecurrentElement>(_ way: Way, _ type: T.Type) {
    let (size, outputs) = (size, outputs)
    let (gates, cell) = (way.trace.gates.elements(of: type), way.trace.cell.elements(of: type))
    let squashed = way.trace.squashed.elements(of: type)
    let states = way.trace.hidden.elements(of: type)
    let spaced = weight.spacedRows()
    let inputWeight = way.input.map { _ in input!.weight.spacedRows() }
    let scratch = projection.map { _ in
      Tensor(uninitialized: [steps.batch, size], dtype: way.hidden.dtype)
    }
    defer { extendLifetime((spaced, scratch)) }
    let (weight, weightRow) = (spaced.elements(of: type), spaced.strides[0])
    let unprojected = scratch?.elements(of: type)
    let (gateGradients, output) = (way.gates?.elements(of: type), way.output?.elements(of: type))
    let (hidden, cellGradient) = (way.hidden.elements(of: type), way.cell.elements(of: type))
    steps.forEachPiece { index, piece in
      var sum = way.sums.map { sums in
        JoinedWeightSum<T>(
          input!, height: piece.count, sum: sums.elements(of: type) + index * sums.strides[0])
      }
      let room = Tensor(
        uninitialized: [gateGradients == nil ? piece.count : 0, 4 * size], dtype: way.hidden.dtype)
      defer { extendLifetime(room) }
      for step in steps.steps.reversed() {
        let rows = steps.rows(piece, in: step)
        if rows.isEmpty { continue }
        let (row, count) = (rows.lowerBound, rows.count)
        let (first, before) = (step.first + row, step.stateBefore + row)
        let arrived = hidden + row * outputs
        if let output { T.add(arrived, output + first * outputs, count: count * outputs) }
        if let unprojected {
          goThroughProjection(
            way, arrived, first: first, count: count, to: unprojected + row * size)
        }
        let gradient =
          gateGradients.map { $0 + first * 4 * size } ?? sum?.room(for: count)
          ?? room.elements(of: type)
        T.lstmBackward(
          gradient, cellGradient: cellGradient + row * size,
          hiddenGradient: unprojected.map { $0 + row * size } ?? arrived,
          gates: gates + first * 4 * size, cellBefore: cell + before * size,
          squashed: squashed + first * size, rows: count, size: size)
        T.multiply(
          gradient, false, 4 * size, weight, false, weightRow, arrived, outputs, count, outputs,
          4 * size, 1, 0)
        sum?.take(states + before * outputs, first: first, count: count)
        if let inputWeight, let input = way.input {
          let inputs = input.shape[1]
          T.multiply(
            gradient, false, 4 * size, inputWeight.elements(of: type), false,
            inputWeight.strides[0], input.elements(of: type) + first * inputs, inputs, count,
            inputs, 4 * size, 1, 0)
        }
      }
      sum?.finish()
    }
  }

  /// Keeps what arrived at rows of projected hidden states, and writes the gradient of what was projected.
  private func goThroughProjection<T: RecurrentElement>(
    _ way: Way, _ arrived: T.Numbers, first: Int, count: Int, to unprojected: T.Numbers
  ) {
    let complete = way.complete!.elements(of: T.self) + first * outputs
    complete.update(from: arrived, count: count * outputs)
    T.multiply(
      arrived, false, outputs, projection!.elements(of: T.self), false, size, unprojected, size,
      count, size, outputs, 1, 0)
  }
}

extension Tensor {
  /// A copy of a matrix for products of every step, which read it as it lies: its rows are an odd number of cache lines apart,
  /// as powers of two would crowd them into a part of a cache.
  func spacedRows() -> Tensor {
    let line = 64 / dtype.itemSize
    let spaced = Tensor(
      uninitialized: [shape[0], ((shape[1] + line - 1) / line | 1) * line], dtype: dtype)
    let copy = spaced.sliced(axis: 1, start: 0, size: shape[1], step: 1)
    Copy.run(self, into: copy)
    return copy
  }

  /// `selfᵀ · other` of two matrices with as many rows, without a record.
  func transposedProduct(with other: Tensor) -> Tensor {
    let product = Tensor(uninitialized: [shape[1], other.shape[1]], dtype: dtype)
    Gemm.run(matrixTransposed, other, into: product)
    return product
  }
}
