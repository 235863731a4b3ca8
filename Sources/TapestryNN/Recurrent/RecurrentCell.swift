import TapestryCore

/// What ``LSTMCell``, ``GRUCell`` and ``RNNCell`` have in common: the weights of one layer, for one step at a time.
///
/// In state dicts they are `weight_ih`, `weight_hh`, `bias_ih` and `bias_hh`. They start uniform in ±1/√hiddenSize
/// unless initializers are given.
public class RecurrentCell: Module {
  public let inputSize: Int
  public let hiddenSize: Int
  public let weights: RecurrentWeights

  class var gates: Int { 0 }

  public init(
    _ inputSize: Int, _ hiddenSize: Int, bias: Bool = true,
    inputWeightInitializer: Initializer? = nil, hiddenWeightInitializer: Initializer? = nil,
    biasInitializer: Initializer? = nil, dtype: DType = .float32,
    file: StaticString = #fileID, line: UInt = #line
  ) {
    demand(
      inputSize >= 0 && hiddenSize > 0,
      "\(Self.self): \(inputSize) inputs and a hidden size of \(hiddenSize): sizes must be above 0",
      file: file, line: line)
    self.inputSize = inputSize
    self.hiddenSize = hiddenSize
    let start = RecurrentStart(
      inputWeightInitializer, hiddenWeightInitializer, biasInitializer, dtype)
    weights = start.weights(
      gates: Self.gates, inputs: inputSize, hiddenSize: hiddenSize, bias: bias)
    super.init()
  }

  public override func key(for path: String) -> String {
    path.hasPrefix("weights.") ? recurrentKey(for: path.dropFirst("weights.".count)) : path
  }

  public override var details: String {
    "\(inputSize), \(hiddenSize)\(weights.inputBias == nil ? ", bias: false" : "")"
  }

  /// Runs a sequence of one step, of an input `[batch, inputs]` or `[inputs]` and states like it, which are zeros where none are given.
  final func step(
    _ x: Tensor, _ initial: [Tensor]?, count: Int,
    _ body: (_ x: Tensor, _ states: [Tensor]) -> [Tensor]
  ) -> [Tensor] {
    if (x.rank != 1 && x.rank != 2) || x.shape[x.rank - 1] != inputSize {
      mistake(
        "\(type(of: self)): input \(x.shape): [batch, \(inputSize)] or [\(inputSize)] is needed")
    }
    let isBatched = x.rank == 2
    let input = (isBatched ? x : x.unsqueezed(0)).unsqueezed(0)
    let zeros = Tensor.zeros([input.shape[1], hiddenSize], dtype: x.dtype)
    let states =
      initial.map { $0.map { isBatched ? $0 : $0.unsqueezed(0) } }
      ?? Array(repeating: zeros, count: count)
    let results = body(input, states)
    return isBatched ? results : results.map { $0.squeezed(0) }
  }
}

/// One step of an ``LSTM``: from an input `[batch, inputs]`, or `[inputs]`, and the state before to the state after, each
/// `[batch, hiddenSize]`, or `[hiddenSize]`. `torch.nn.LSTMCell`.
public final class LSTMCell: RecurrentCell {
  override class var gates: Int { 4 }

  public func forward(_ x: Tensor, _ state: LSTM.State? = nil) -> LSTM.State {
    let results = step(x, state.map { [$0.hidden, $0.cell] }, count: 2) { x, states in
      let result = lstmSequence(
        x, initial: (states[0], states[1]), inputWeight: weights.input,
        hiddenWeight: weights.hidden, inputBias: weights.inputBias, hiddenBias: weights.hiddenBias)
      return [result.hidden, result.cell]
    }
    return (results[0], results[1])
  }

  public func callAsFunction(
    _ x: Tensor, _ state: LSTM.State? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> LSTM.State {
    called(x, file: file, line: line) { forward($0, state) }
  }
}

/// What ``GRUCell`` and ``RNNCell`` have in common: from an input `[batch, inputs]`, or `[inputs]`, and the hidden state before to the one
/// after, `[batch, hiddenSize]`, or `[hiddenSize]`.
public class HiddenStateCell: RecurrentCell {
  /// Of an input `[1, batch, inputs]`.
  func next(_ x: Tensor, _ hidden: Tensor) -> Tensor {
    mistake("\(type(of: self)): a cell without a step")
  }

  public final func forward(_ x: Tensor, _ hidden: Tensor? = nil) -> Tensor {
    step(x, hidden.map { [$0] }, count: 1) { x, states in [next(x, states[0])] }[0]
  }

  public final func callAsFunction(
    _ x: Tensor, _ hidden: Tensor? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    called(x, file: file, line: line) { forward($0, hidden) }
  }
}

/// One step of a ``GRU``, see ``HiddenStateCell``. `torch.nn.GRUCell`.
public final class GRUCell: HiddenStateCell {
  override class var gates: Int { 3 }

  override func next(_ x: Tensor, _ hidden: Tensor) -> Tensor {
    gruSequence(
      x, initial: hidden, inputWeight: weights.input, hiddenWeight: weights.hidden,
      inputBias: weights.inputBias, hiddenBias: weights.hiddenBias
    ).hidden
  }
}

/// One step of an ``RNN``, see ``HiddenStateCell``. `torch.nn.RNNCell`.
public final class RNNCell: HiddenStateCell {
  override class var gates: Int { 1 }

  public let nonlinearity: RecurrentNonlinearity

  public init(
    _ inputSize: Int, _ hiddenSize: Int, nonlinearity: RecurrentNonlinearity = .tanh,
    bias: Bool = true,
    inputWeightInitializer: Initializer? = nil, hiddenWeightInitializer: Initializer? = nil,
    biasInitializer: Initializer? = nil, dtype: DType = .float32, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    self.nonlinearity = nonlinearity
    super.init(
      inputSize, hiddenSize, bias: bias, inputWeightInitializer: inputWeightInitializer,
      hiddenWeightInitializer: hiddenWeightInitializer, biasInitializer: biasInitializer,
      dtype: dtype, file: file, line: line)
  }

  override func next(_ x: Tensor, _ hidden: Tensor) -> Tensor {
    rnnSequence(
      x, initial: hidden, inputWeight: weights.input, hiddenWeight: weights.hidden,
      inputBias: weights.inputBias, hiddenBias: weights.hiddenBias, nonlinearity: nonlinearity
    ).hidden
  }
}
