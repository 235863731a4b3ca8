/// What recurrent sequences have in common: operands, checked, and how sequences of several lengths are brought into rows.
///
/// Inputs are `[steps, batch, inputs]`, or packed: `[rows, inputs]`, step after step, with a batch size for each.
struct RecurrentOperands {
  let op: StaticString
  let steps: RecurrentSteps
  /// `[rows, inputs]`.
  let rows: Tensor
  let inputWeight, hiddenWeight: Tensor
  let bias: (input: Tensor, hidden: Tensor)?
  /// `[batch, …]`, as many as the cell has.
  let initial: [Tensor]
  let projection: Tensor?

  private let isPacked: Bool
  /// Where each row comes from when sequences of several lengths are turned round; its own inverse.
  private let turned: Tensor?

  init(
    _ op: StaticString, _ x: Tensor, initial: [(name: String, tensor: Tensor)], gates: Int,
    inputWeight: Tensor, hiddenWeight: Tensor, inputBias: Tensor?, hiddenBias: Tensor?,
    projection: Tensor? = nil, batchSizes: [Int]?, isReversed: Bool, file: StaticString, line: UInt
  ) {
    self.op = op
    isPacked = batchSizes != nil
    demand(
      x.rank == (isPacked ? 2 : 3),
      "\(op): input \(x.shape): [steps, batch, inputs] is needed, or [rows, inputs] with batchSizes",
      file: file, line: line)
    let sizes = batchSizes ?? Array(repeating: x.shape[1], count: x.shape[0])
    let areFalling = zip(sizes, sizes.dropFirst()).allSatisfy { $0 >= $1 } && sizes.last ?? 1 > 0
    demand(
      !isPacked || areFalling && sizes.reduce(0, +) == x.shape[0],
      "\(op): batch sizes \(sizes) for input \(x.shape): they must be above 0, never rise, and add up to the input's rows",
      file: file, line: line)
    let inputs = x.shape[x.rank - 1]
    demand(
      hiddenWeight.rank == 2 && hiddenWeight.shape[0] % gates == 0
        && inputWeight.shape == [hiddenWeight.shape[0], inputs]
        && (projection != nil || hiddenWeight.shape[0] == gates * hiddenWeight.shape[1]),
      "\(op): inputWeight \(inputWeight.shape) and hiddenWeight \(hiddenWeight.shape) for input \(x.shape): [\(gates) · size, \(inputs)] and [\(gates) · size, size] are needed",
      file: file, line: line)
    let (size, outputs) = (hiddenWeight.shape[0] / gates, hiddenWeight.shape[1])
    demand(
      projection.map { $0.shape == [outputs, size] } ?? true,
      "\(op): projection \(projection?.shape ?? []) must be [\(outputs), \(size)]", file: file,
      line: line)
    func shape(_ bias: Tensor?) -> String { bias.map { "\($0.shape)" } ?? "none" }
    demand(
      (inputBias == nil) == (hiddenBias == nil)
        && [inputBias, hiddenBias].allSatisfy { $0.map { $0.shape == [gates * size] } ?? true },
      "\(op): biases \(shape(inputBias)) and \(shape(hiddenBias)): [\(gates * size)] each are needed, or none",
      file: file, line: line)
    let batch = sizes.first ?? (isPacked ? initial[0].tensor.shape.first ?? 0 : x.shape[1])
    for (index, state) in initial.enumerated() {
      let expected: Shape = [batch, index == 0 ? outputs : size]
      demand(
        state.tensor.shape == expected,
        "\(op): initial \(state.name) \(state.tensor.shape) must be \(expected)", file: file,
        line: line)
    }
    let tensors =
      [inputWeight, hiddenWeight] + initial.map(\.tensor)
      + [inputBias, hiddenBias, projection].compactMap(\.self)
    var dtypes: String {
      Set(tensors.map { "\($0.dtype)" }).sorted().joined(separator: ", ")
    }
    demand(
      x.dtype.isFloatingPoint && tensors.allSatisfy { $0.dtype == x.dtype },
      "\(op): input of \(x.dtype), and weights and states of \(dtypes): one floating-point dtype is needed",
      file: file, line: line)

    let isUniform = sizes.allSatisfy { $0 == batch }
    steps = RecurrentSteps(
      batchSizes: sizes.isEmpty || batch == 0 ? [] : sizes, batch: batch,
      isReversed: isReversed && isUniform)
    turned = isReversed && !isUniform ? Tensor(RecurrentOperands.turnedRows(sizes)) : nil
    let rows = x.reshaped(to: [sizes.reduce(0, +), inputs])
    self.rows = turned.map { rows.indexed(axis: 0, $0) } ?? rows
    self.inputWeight = inputWeight
    self.hiddenWeight = hiddenWeight
    bias = inputBias.map { ($0, hiddenBias!) }
    self.initial = initial.map(\.tensor)
    self.projection = projection
  }

  /// The rows of packed sequences, each of which is gone through from its own end.
  private static func turnedRows(_ sizes: [Int]) -> [Int] {
    let starts = sizes.reduce(into: [0]) { $0.append($0.last! + $1) }
    return sizes.indices.flatMap { step in
      (0..<sizes[step]).map { sequence in
        let length = sizes.count { $0 > sequence }
        return starts[length - 1 - step] + sequence
      }
    }
  }

  /// Everything that a derivative goes to: input, weights, initial states, then biases and projection where there are any.
  var all: [Tensor] {
    [rows, inputWeight, hiddenWeight] + initial + (bias.map { [$0.input, $0.hidden] } ?? [])
      + (projection.map { [$0] } ?? [])
  }

  /// The input's products with their biases, `[rows, gates · size]`.
  func inputProducts() -> Tensor { linear(rows, inputWeight, bias.map { $0.input + $0.hidden }) }

  /// The input as steps take it along, where that pays.
  func joinedInput() -> JoinedInput? {
    guard JoinedInput.pays(steps, inputs: rows.shape[1], hiddenWeight: hiddenWeight) else {
      return nil
    }
    MultiplyAdds.add(rows.shape[0] * inputWeight.count)
    return JoinedInput(
      rows: rows.contiguous(), weight: inputWeight.contiguous(),
      bias: bias.map { $0.input + $0.hidden }, outputs: hiddenWeight.shape[1])
  }

  var firstState: Int { 3 }
  var firstBias: Int? { bias.map { _ in 3 + initial.count } }
  var projectionIndex: Int { 3 + initial.count + (bias == nil ? 0 : 2) }

  /// Rows of results in the shape of the input.
  func shaped(_ output: Tensor, like x: Tensor) -> Tensor {
    if let turned { return output.indexed(axis: 0, turned) }
    return isPacked
      ? output : output.reshaped(to: [x.shape[0], x.shape[1], output.shape[1]])
  }
}

/// Where a recurrent sequence's derivative is plain tensor operations: the sequence step by step.
///
/// - Parameters:
///   - rows: the input's products `[rows, …]`.
///   - initial: `[batch, …]`, one or two.
///   - cell: from a step's rows of products, and the states before, to the states after; the first is the output.
/// - Returns: the output of all rows, and each sequence's last states.
func unrolled(
  _ steps: RecurrentSteps, _ rows: Tensor, initial: [Tensor],
  cell: (_ rows: Tensor, _ states: [Tensor]) -> [Tensor]
) -> (output: Tensor, states: [Tensor]) {
  var states = initial
  var outputs: [Tensor] = []
  for step in steps.steps {
    let input = rows.narrowed(axis: 0, start: step.first, length: step.count)
    let before = states.map { $0.narrowed(axis: 0, start: 0, length: step.count) }
    let after = cell(input, before)
    outputs.append(after[0])
    // Sequences that have ended keep the states that they ended with.
    states = zip(states, after).map { old, new in
      let ended = steps.batch - step.count
      if ended == 0 { return new }
      return concatenate([new, old.narrowed(axis: 0, start: step.count, length: ended)])
    }
  }
  if outputs.isEmpty {
    return (.zeros([0, initial[0].shape[1]], dtype: rows.dtype), states.map { $0.alias() })
  }
  return (concatenate(steps.isReversed ? outputs.reversed() : outputs), states)
}

extension InputGradients {
  /// Goes on through a computation that was recorded just now and gives the same results as this derivative's operation: what is
  /// differentiated twice is differentiated in this form.
  func goThrough(_ results: [Tensor], with gradients: [Tensor?]) {
    let roots = zip(results, gradients).compactMap { result, gradient in
      gradient.flatMap { gradient in result.node.map { (node: $0, gradient: gradient) } }
    }
    pass.goThrough(roots, madeAfter: node)
  }

  /// Sends what a linear map of the input's rows owes: to the rows, to their weight and, where `biases` says so, to two biases.
  func addLinear(_ gradient: Tensor, rows: Tensor, weight: Tensor, biases: Int? = nil) {
    add(0, gradient.matmul(weight))
    add(1, gradient.transposedProduct(with: rows.contiguous()))
    guard let biases, isWanted(biases) || isWanted(biases + 1) else { return }
    add(biases: biases, gradient.sum(axis: 0))
  }

  /// Sends both of two biases that are added to each other their gradient.
  func add(biases first: Int?, _ gradient: Tensor) {
    guard let first else { return }
    add(first, gradient)
    add(first + 1, gradient)
  }
}

extension Optional where Wrapped == Tensor {
  /// A gradient that may be changed in place; zeros where none arrived.
  func owned(like tensor: Tensor) -> Tensor {
    map { $0.clone() } ?? .zeros(tensor.shape, dtype: tensor.dtype)
  }
}
