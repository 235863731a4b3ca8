/// Long short-term memory along sequences, one layer in one direction. Hochreiter & Schmidhuber, 1997; with forget gates, Gers et al., 2000.
///
/// With σ the logistic function, h and c the states before a step, all products summed with their biases:
///
/// ```
/// i, f, g, o = inputWeight · x + inputBias + hiddenWeight · h + hiddenBias
/// c' = σ(f) · c + σ(i) · tanh(g)
/// h' = σ(o) · tanh(c')                        times the projection, where there is one
/// ```
///
/// - Parameters:
///   - x: `[steps, batch, inputs]`, of a floating-point dtype; or sequences of several lengths, packed: `[rows, inputs]`, step after step,
///     the longest sequence first.
///   - initial: hidden states `[batch, outputs]` and cells `[batch, size]`.
///   - inputWeight: `[4 · size, inputs]`.
///   - hiddenWeight: `[4 · size, outputs]`; outputs are `size`, or those of the projection.
///   - inputBias: `[4 · size]`, or nil; both biases or none.
///   - hiddenBias: `[4 · size]`, or nil.
///   - projection: `[outputs, size]`: makes hidden states smaller than cells. Sak et al., 2014.
///   - batchSizes: of packed sequences: how many take part at each step, never rising.
///   - isReversed: whether each sequence is gone through from its end; results stay in the order of the input.
/// - Returns: the hidden states of all steps in the shape of the input, and each sequence's last states.
///
/// The input's products are one matrix product, a step's gates one pass, and the whole is one operation on the tape, which keeps six
/// numbers for each cell and step. A second derivative takes the sequence step by step. `torch.lstm` of one layer.
public func lstmSequence(
  _ x: Tensor, initial: (hidden: Tensor, cell: Tensor), inputWeight: Tensor, hiddenWeight: Tensor,
  inputBias: Tensor? = nil, hiddenBias: Tensor? = nil, projection: Tensor? = nil,
  batchSizes: [Int]? = nil, isReversed: Bool = false, file: StaticString = #fileID,
  line: UInt = #line
) -> (output: Tensor, hidden: Tensor, cell: Tensor) {
  // The gates go through a loop that knows one dtype.
  if autocastDType != nil {
    let x = x.autocast(for: .recurrence)
    let (hidden, cell) = (
      initial.hidden.autocast(for: .recurrence), initial.cell.autocast(for: .recurrence)
    )
    return withAutocast(nil) {
      lstmSequence(
        x, initial: (hidden, cell), inputWeight: inputWeight.cast(like: x),
        hiddenWeight: hiddenWeight.cast(like: x),
        inputBias: inputBias?.cast(like: x), hiddenBias: hiddenBias?.cast(like: x),
        projection: projection?.cast(like: x),
        batchSizes: batchSizes, isReversed: isReversed, file: file, line: line)
    }
  }
  let operands = RecurrentOperands(
    "lstmSequence", x, initial: [("hidden state", initial.hidden), ("cell", initial.cell)],
    gates: 4, inputWeight: inputWeight, hiddenWeight: hiddenWeight, inputBias: inputBias,
    hiddenBias: hiddenBias, projection: projection, batchSizes: batchSizes,
    isReversed: isReversed, file: file, line: line)
  if x.dtype.computeType != x.dtype {
    let result = lstmSequence(
      x.computable, initial: (initial.hidden.computable, initial.cell.computable),
      inputWeight: inputWeight.computable, hiddenWeight: hiddenWeight.computable,
      inputBias: inputBias?.computable, hiddenBias: hiddenBias?.computable,
      projection: projection?.computable, batchSizes: batchSizes, isReversed: isReversed)
    return (
      result.output.rounded(like: x), result.hidden.rounded(like: x), result.cell.rounded(like: x)
    )
  }
  MultiplyAdds.add(operands.rows.shape[0] * (hiddenWeight.count + (projection?.count ?? 0)))
  let loop = noGrad {
    LSTMLoop(
      steps: operands.steps, weight: hiddenWeight.contiguous(),
      projection: projection?.contiguous(), input: operands.joinedInput())
  }
  let products = noGrad { loop.input == nil ? operands.inputProducts() : nil }
  let trace = loop.forward(products, hidden: initial.hidden, cell: initial.cell)
  let steps = operands.steps
  let results = [steps.outputs(trace.hidden), steps.last(trace.hidden), steps.last(trace.cell)]
  Tensor.record(
    results, from: operands.all,
    LSTMSequenceDerivative(
      operands: operands, saved: operands.all.map { SavedTensor($0) },
      states: SavedTensor(trace.hidden), loop: loop, trace: trace))
  return (operands.shaped(results[0], like: x), results[1], results[2])
}

struct LSTMSequenceDerivative: JointDerivative {
  static let name = "lstmSequence"
  let operands: RecurrentOperands
  let saved: [SavedTensor]
  /// The results among what the trace holds: somebody may have changed them since.
  let states: SavedTensor
  let loop: LSTMLoop
  let trace: LSTMLoop.Trace

  func propagate(_ gradients: [Tensor?], to inputs: InputGradients) {
    let values = saved.map(\.value)
    _ = states.value
    if isRecording { return inputs.goThrough(stepByStep(values), with: gradients) }
    let found = loop.backward(
      trace, output: gradients[0]?.contiguous(), hidden: gradients[1].owned(like: values[3]),
      cell: gradients[2].owned(like: values[4]), wanted: wanted(inputs))
    if let gates = found.gates {
      inputs.addLinear(gates, rows: values[0], weight: values[1], biases: operands.firstBias)
    }
    if let input = found.input { inputs.add(0, input) }
    if let joined = found.joined {
      inputs.add(1, joined.weight)
      if let bias = joined.bias { inputs.add(biases: operands.firstBias, bias) }
    }
    if let weight = found.weight { inputs.add(2, weight) }
    inputs.add(3, found.initialHidden)
    inputs.add(4, found.initialCell)
    if let projection = found.projection { inputs.add(operands.projectionIndex, projection) }
  }

  private func wanted(_ inputs: InputGradients) -> LSTMLoop.Wanted {
    let biases = operands.firstBias.map { [$0, $0 + 1] } ?? []
    let weights = loop.input == nil ? [2] : [1, 2] + biases
    return LSTMLoop.Wanted(
      input: inputs.isWanted(0), weights: weights.contains { inputs.isWanted($0) },
      projection: operands.projection != nil && inputs.isWanted(operands.projectionIndex))
  }

  /// The same as the kernels by tensor operations, which can be differentiated in turn.
  private func stepByStep(_ values: [Tensor]) -> [Tensor] {
    let bias = operands.firstBias.map { values[$0] + values[$0 + 1] }
    let projection = operands.projection.map { _ in values[operands.projectionIndex] }
    let result = unrolled(
      operands.steps, linear(values[0], values[1], bias), initial: [values[3], values[4]]
    ) { rows, states in
      let gates = (rows + linear(states[0], values[2])).chunk(4, axis: 1)
      let cell = gates[1].sigmoid() * states[1] + gates[0].sigmoid() * gates[2].tanh()
      let hidden = gates[3].sigmoid() * cell.tanh()
      return [projection.map { linear(hidden, $0) } ?? hidden, cell]
    }
    return [result.output] + result.states
  }
}
