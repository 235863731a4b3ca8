import TapestryCore

/// What ``LSTM``, ``GRU`` and ``RNN`` have in common: layers one above the other, in one direction or both.
///
/// Inputs are `[steps, batch, inputs]`, `[batch, steps, inputs]` where ``batchFirst`` is set, `[steps, inputs]` without a batch, or a
/// ``PackedSequence`` of several lengths. States are `[layers · directions, batch, …]`, whatever ``batchFirst`` says, in the order
/// layer 0, layer 0 reversed, layer 1 and so on; `[layers · directions, …]` without a batch. Weights start uniform in ±1/√hiddenSize
/// unless initializers for those of the input, those of the hidden state (and its projection) or the biases are given.
public class RecurrentLayer: Module {
  public let inputSize: Int
  public let hiddenSize: Int
  public let numLayers: Int
  public let batchFirst: Bool
  /// The probability with which, in training, numbers are zeroed between layers.
  public let dropout: Double
  public let bidirectional: Bool

  /// By layer, both directions of one behind the other; in state dicts `weight_ih_l0`, `bias_hh_l1_reverse` and so on.
  public let weights: [RecurrentWeights]

  let projectionSize: Int

  init(
    _ op: StaticString, gates: Int, _ inputSize: Int, _ hiddenSize: Int, numLayers: Int,
    bias: Bool, batchFirst: Bool, dropout: Double, bidirectional: Bool, projectionSize: Int = 0,
    start: RecurrentStart, file: StaticString, line: UInt
  ) {
    demand(
      inputSize >= 0 && hiddenSize > 0 && numLayers > 0,
      "\(op): \(inputSize) inputs, a hidden size of \(hiddenSize) and \(numLayers) layers: sizes must be above 0",
      file: file, line: line)
    demand(
      (0...1).contains(dropout), "\(op): a dropout of \(dropout), which must be from 0 to 1",
      file: file, line: line)
    demand(
      dropout == 0 || numLayers > 1,
      "\(op): a dropout of \(dropout) lies between layers, of which there is only one", file: file,
      line: line)
    demand(
      projectionSize >= 0 && projectionSize < hiddenSize,
      "\(op): a projection to \(projectionSize), which must be less than the hidden size \(hiddenSize)",
      file: file, line: line)
    self.inputSize = inputSize
    self.hiddenSize = hiddenSize
    self.numLayers = numLayers
    self.batchFirst = batchFirst
    self.dropout = dropout
    self.bidirectional = bidirectional
    self.projectionSize = projectionSize
    let directions = bidirectional ? 2 : 1
    let outputs = (projectionSize > 0 ? projectionSize : hiddenSize) * directions
    weights = (0..<numLayers * directions).map { index in
      start.weights(
        gates: gates, inputs: index < directions ? inputSize : outputs, hiddenSize: hiddenSize,
        projectionSize: projectionSize, bias: bias)
    }
    super.init()
  }

  public override func key(for path: String) -> String {
    let parts = path.split(separator: ".")
    guard parts.count == 3, parts[0] == "weights", let index = Int(parts[1]) else { return path }
    let directions = bidirectional ? 2 : 1
    let suffix = index % directions == 1 ? "_reverse" : ""
    return "\(recurrentKey(for: parts[2]))_l\(index / directions)\(suffix)"
  }

  public override var details: String {
    var parts = ["\(inputSize), \(hiddenSize)"]
    if numLayers > 1 { parts.append("numLayers: \(numLayers)") }
    if weights[0].inputBias == nil { parts.append("bias: false") }
    if batchFirst { parts.append("batchFirst: true") }
    if dropout > 0 { parts.append("dropout: \(dropout)") }
    if bidirectional { parts.append("bidirectional: true") }
    if projectionSize > 0 { parts.append("projectionSize: \(projectionSize)") }
    return parts.joined(separator: ", ")
  }

  /// How many numbers each kind of state has: hidden, and for an LSTM the cell.
  var stateSizes: [Int] { [projectionSize > 0 ? projectionSize : hiddenSize] }

  /// One layer in one direction: `[steps, batch, …]`, or rows with batch sizes.
  func sequence(
    _ x: Tensor, initial: [Tensor], _ weights: RecurrentWeights, batchSizes: [Int]?,
    isReversed: Bool
  ) -> (output: Tensor, states: [Tensor]) {
    mistake("\(type(of: self)): a recurrent layer without a cell")
  }
}

extension RecurrentLayer {
  /// All layers, of an input in the user's form.
  final func run(_ x: Tensor, initial: [Tensor]?) -> (output: Tensor, states: [Tensor]) {
    let op = "\(type(of: self))"
    if (x.rank != 2 && x.rank != 3) || x.shape[x.rank - 1] != inputSize {
      mistake(
        "\(op): input \(x.shape): \(batchFirst ? "[batch, steps, \(inputSize)]" : "[steps, batch, \(inputSize)]") or [steps, \(inputSize)] is needed"
      )
    }
    let isBatched = x.rank == 3
    let input = isBatched ? (batchFirst ? x.transposed(0, 1) : x) : x.unsqueezed(1)
    let states = initial?.map { isBatched ? $0 : $0.unsqueezed(1) }
    let result = runLayers(input, initial: states, batch: input.shape[1], batchSizes: nil)
    if !isBatched { return (result.output.squeezed(1), result.states.map { $0.squeezed(1) }) }
    return (batchFirst ? result.output.transposed(0, 1) : result.output, result.states)
  }

  /// All layers, of rows of packed sequences; states are in the order that the sequences had before they were sorted.
  final func run(
    _ data: Tensor, of packed: PackedSequence, initial: [Tensor]?
  ) -> (output: Tensor, states: [Tensor]) {
    func arranged(_ states: [Tensor], _ order: [Int]?) -> [Tensor] {
      guard let order else { return states }
      let places = Tensor(order)
      return states.map { $0.indexSelect(axis: 1, places) }
    }
    if let initial { check(initial, batch: packed.batchSizes.first ?? 0) }
    let result = runLayers(
      data, initial: initial.map { arranged($0, packed.sortedIndices) },
      batch: packed.batchSizes.first ?? 0, batchSizes: packed.batchSizes)
    return (result.output, arranged(result.states, packed.unsortedIndices))
  }

  private func check(_ states: [Tensor], batch: Int) {
    for (state, size) in zip(states, stateSizes) {
      let expected: Shape = [weights.count, batch, size]
      if state.shape != expected {
        mistake("\(type(of: self)): an initial state \(state.shape) must be \(expected)")
      }
    }
  }

  private func runLayers(
    _ x: Tensor, initial: [Tensor]?, batch: Int, batchSizes: [Int]?
  ) -> (output: Tensor, states: [Tensor]) {
    if let initial { check(initial, batch: batch) }
    let first =
      initial
      ?? stateSizes.map { Tensor.zeros([weights.count, batch, $0], dtype: weights[0].input.dtype) }
    let directions = bidirectional ? 2 : 1
    var (x, last) = (x, [[Tensor]]())
    for layer in 0..<numLayers {
      let results = (0..<directions).map { direction in
        let index = layer * directions + direction
        return sequence(
          x, initial: first.map { $0[index] }, weights[index], batchSizes: batchSizes,
          isReversed: direction == 1)
      }
      last += results.map(\.states)
      x = directions == 1 ? results[0].output : concatenate(results.map(\.output), axis: -1)
      if dropout > 0 && isTraining && layer < numLayers - 1 {
        x = TapestryCore.dropout(x, probability: dropout)
      }
    }
    let states = first.indices.map { kind in
      last.count == 1 ? last[0][kind].unsqueezed(0) : stack(last.map { $0[kind] })
    }
    return (x, states)
  }
}
