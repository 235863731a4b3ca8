/// Gated recurrent units along sequences, one layer in one direction. Cho et al., 2014.
///
/// With σ the logistic function, h the state before a step, and the rows of weights and biases in three parts r, z and n:
///
/// ```
/// r = σ(Wr x + br + Ur h + cr)
/// z = σ(Wz x + bz + Uz h + cz)
/// n = tanh(Wn x + bn + r · (Un h + cn))
/// h' = (1 - z) · n + z · h
/// ```
///
/// As in PyTorch and cuDNN, the reset gate r multiplies the hidden state's product, not the state.
///
/// - Parameters:
///   - x: `[steps, batch, inputs]`, of a floating-point dtype; or sequences of several lengths, packed: `[rows, inputs]`, step after step,
///     the longest sequence first.
///   - initial: hidden states `[batch, size]`.
///   - inputWeight: `[3 · size, inputs]`: W.
///   - hiddenWeight: `[3 · size, size]`: U.
///   - inputBias: `[3 · size]`: b, or nil; both biases or none.
///   - hiddenBias: `[3 · size]`: c, or nil.
///   - batchSizes: of packed sequences: how many take part at each step, never rising.
///   - isReversed: whether each sequence is gone through from its end; results stay in the order of the input.
/// - Returns: the hidden states of all steps in the shape of the input, and each sequence's last one.
///
/// The input's products are one matrix product, a step's gates one pass, and the whole is one operation on the tape. A second derivative
/// takes the sequence step by step. `torch.gru` of one layer.
public func gruSequence(
  _ x: Tensor, initial: Tensor, inputWeight: Tensor, hiddenWeight: Tensor,
  inputBias: Tensor? = nil, hiddenBias: Tensor? = nil, batchSizes: [Int]? = nil,
  isReversed: Bool = false, file: StaticString = #fileID, line: UInt = #line
) -> (output: Tensor, hidden: Tensor) {
  // The gates go through a loop that knows one dtype.
  if autocastDType != nil {
    let x = x.autocast(for: .recurrence)
    let initial = initial.autocast(for: .recurrence)
    return withAutocast(nil) {
      gruSequence(
        x, initial: initial, inputWeight: inputWeight.cast(like: x),
        hiddenWeight: hiddenWeight.cast(like: x),
        inputBias: inputBias?.cast(like: x), hiddenBias: hiddenBias?.cast(like: x),
        batchSizes: batchSizes, isReversed: isReversed, file: file, line: line)
    }
  }
  let operands = RecurrentOperands(
    "gruSequence", x, initial: [("hidden state", initial)], gates: 3, inputWeight: inputWeight,
    hiddenWeight: hiddenWeight, inputBias: inputBias, hiddenBias: hiddenBias,
    batchSizes: batchSizes, isReversed: isReversed, file: file, line: line)
  if x.dtype.computeType != x.dtype {
    let result = gruSequence(
      x.computable, initial: initial.computable, inputWeight: inputWeight.computable,
      hiddenWeight: hiddenWeight.computable, inputBias: inputBias?.computable,
      hiddenBias: hiddenBias?.computable, batchSizes: batchSizes, isReversed: isReversed)
    return (result.output.rounded(like: x), result.hidden.rounded(like: x))
  }
  MultiplyAdds.add(operands.rows.shape[0] * hiddenWeight.count)
  let loop = GRULoop(steps: operands.steps, weight: noGrad { hiddenWeight.contiguous() })
  let trace = noGrad {
    loop.forward(
      linear(operands.rows, inputWeight, inputBias),
      bias: hiddenBias?.contiguous() ?? .zeros([hiddenWeight.shape[0]], dtype: x.dtype),
      hidden: initial)
  }
  let results = [operands.steps.outputs(trace.hidden), operands.steps.last(trace.hidden)]
  Tensor.record(
    results, from: operands.all,
    GRUSequenceDerivative(
      operands: operands, saved: operands.all.map { SavedTensor($0) },
      states: SavedTensor(trace.hidden), loop: loop, trace: trace))
  return (operands.shaped(results[0], like: x), results[1])
}

struct GRUSequenceDerivative: JointDerivative {
  static let name = "gruSequence"
  let operands: RecurrentOperands
  let saved: [SavedTensor]
  /// The results among what the trace holds: somebody may have changed them since.
  let states: SavedTensor
  let loop: GRULoop
  let trace: GRULoop.Trace

  func propagate(_ gradients: [Tensor?], to inputs: InputGradients) {
    let values = saved.map(\.value)
    _ = states.value
    if isRecording { return inputs.goThrough(stepByStep(values), with: gradients) }
    let found = loop.backward(
      trace, output: gradients[0]?.contiguous(), hidden: gradients[1].owned(like: values[3]),
      wantsWeight: inputs.isWanted(2))
    inputs.addLinear(found.projected, rows: values[0], weight: values[1])
    if let weight = found.weight { inputs.add(2, weight) }
    inputs.add(3, found.initialHidden)
    if let bias = operands.firstBias {
      inputs.add(bias, found.projected.sum(axis: 0))
      inputs.add(bias + 1, found.product.sum(axis: 0))
    }
  }

  /// The same as the kernels by tensor operations, which can be differentiated in turn.
  private func stepByStep(_ values: [Tensor]) -> [Tensor] {
    let (inputBias, hiddenBias) = (
      operands.firstBias.map { values[$0] }, operands.firstBias.map { values[$0 + 1] }
    )
    let result = unrolled(
      operands.steps, linear(values[0], values[1], inputBias), initial: [values[3]]
    ) { rows, states in
      let projected = rows.chunk(3, axis: 1)
      let product = linear(states[0], values[2], hiddenBias).chunk(3, axis: 1)
      let reset = (projected[0] + product[0]).sigmoid()
      let update = (projected[1] + product[1]).sigmoid()
      let new = (projected[2] + reset * product[2]).tanh()
      return [new + update * (states[0] - new)]
    }
    return [result.output] + result.states
  }
}
