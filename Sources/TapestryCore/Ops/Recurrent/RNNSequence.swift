/// What a plain recurrent cell makes of its sum.
public enum RecurrentNonlinearity: Sendable {
  case tanh, relu
}

/// A plain recurrent layer along sequences, in one direction: `h' = tanh(W x + b + U h + c)`. Elman, 1990.
///
/// - Parameters:
///   - x: `[steps, batch, inputs]`, of a floating-point dtype; or sequences of several lengths, packed: `[rows, inputs]`, step after step,
///     the longest sequence first.
///   - initial: hidden states `[batch, size]`.
///   - inputWeight: `[size, inputs]`: W.
///   - hiddenWeight: `[size, size]`: U.
///   - inputBias: `[size]`: b, or nil; both biases or none.
///   - hiddenBias: `[size]`: c, or nil.
///   - nonlinearity: the hyperbolic tangent, or the rectifier in its place.
///   - batchSizes: of packed sequences: how many take part at each step, never rising.
///   - isReversed: whether each sequence is gone through from its end; results stay in the order of the input.
/// - Returns: the hidden states of all steps in the shape of the input, and each sequence's last one.
///
/// The input's products are one matrix product, and the whole is one operation on the tape. A second derivative takes the sequence step
/// by step. `torch.rnn_tanh` and `torch.rnn_relu` of one layer.
public func rnnSequence(
  _ x: Tensor, initial: Tensor, inputWeight: Tensor, hiddenWeight: Tensor,
  inputBias: Tensor? = nil, hiddenBias: Tensor? = nil,
  nonlinearity: RecurrentNonlinearity = .tanh, batchSizes: [Int]? = nil, isReversed: Bool = false,
  file: StaticString = #fileID, line: UInt = #line
) -> (output: Tensor, hidden: Tensor) {
  // The gates go through a loop that knows one dtype.
  if autocastDType != nil {
    let x = x.autocast(for: .recurrence)
    let initial = initial.autocast(for: .recurrence)
    return withAutocast(nil) {
      rnnSequence(
        x, initial: initial, inputWeight: inputWeight.cast(like: x),
        hiddenWeight: hiddenWeight.cast(like: x),
        inputBias: inputBias?.cast(like: x), hiddenBias: hiddenBias?.cast(like: x),
        nonlinearity: nonlinearity,
        batchSizes: batchSizes, isReversed: isReversed, file: file, line: line)
    }
  }
  let operands = RecurrentOperands(
    "rnnSequence", x, initial: [("hidden state", initial)], gates: 1, inputWeight: inputWeight,
    hiddenWeight: hiddenWeight, inputBias: inputBias, hiddenBias: hiddenBias,
    batchSizes: batchSizes, isReversed: isReversed, file: file, line: line)
  if x.dtype.computeType != x.dtype {
    let result = rnnSequence(
      x.computable, initial: initial.computable, inputWeight: inputWeight.computable,
      hiddenWeight: hiddenWeight.computable, inputBias: inputBias?.computable,
      hiddenBias: hiddenBias?.computable, nonlinearity: nonlinearity, batchSizes: batchSizes,
      isReversed: isReversed)
    return (result.output.rounded(like: x), result.hidden.rounded(like: x))
  }
  MultiplyAdds.add(operands.rows.shape[0] * hiddenWeight.count)
  let loop = RNNLoop(
    steps: operands.steps, weight: noGrad { hiddenWeight.contiguous() }, nonlinearity: nonlinearity)
  let states = noGrad {
    loop.forward(
      operands.inputProducts(),
      hidden: initial)
  }
  let results = [operands.steps.outputs(states), operands.steps.last(states)]
  Tensor.record(
    results, from: operands.all,
    RNNSequenceDerivative(
      operands: operands, saved: operands.all.map { SavedTensor($0) }, states: SavedTensor(states),
      loop: loop))
  return (operands.shaped(results[0], like: x), results[1])
}

struct RNNSequenceDerivative: JointDerivative {
  static let name = "rnnSequence"
  let operands: RecurrentOperands
  let saved: [SavedTensor]
  let states: SavedTensor
  let loop: RNNLoop

  func propagate(_ gradients: [Tensor?], to inputs: InputGradients) {
    let values = saved.map(\.value)
    let states = states.value
    if isRecording { return inputs.goThrough(stepByStep(values), with: gradients) }
    let found = loop.backward(
      states, output: gradients[0]?.contiguous(), hidden: gradients[1].owned(like: values[3]),
      wantsWeight: inputs.isWanted(2))
    inputs.addLinear(found.sums, rows: values[0], weight: values[1], biases: operands.firstBias)
    if let weight = found.weight { inputs.add(2, weight) }
    inputs.add(3, found.initialHidden)
  }

  /// The same as the kernels by tensor operations, which can be differentiated in turn.
  private func stepByStep(_ values: [Tensor]) -> [Tensor] {
    let bias = operands.firstBias.map { values[$0] + values[$0 + 1] }
    let result = unrolled(
      operands.steps, linear(values[0], values[1], bias), initial: [values[3]]
    ) { rows, states in
      let sum = rows + linear(states[0], values[2])
      return [loop.nonlinearity == .tanh ? sum.tanh() : sum.relu()]
    }
    return [result.output] + result.states
  }
}
