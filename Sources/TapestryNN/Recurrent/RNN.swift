import TapestryCore

/// A plain recurrent layer, or several: `h' = tanh(W x + b + U h + c)`.
///
/// Gradients fade or grow with each step, so that it learns over few of them; ``LSTM`` and ``GRU`` were made for more.
///
/// - Parameters of the call:
///   - x: see ``RecurrentLayer``.
///   - initial: hidden states to start from; zeros unless given.
/// - Returns of the call: the last layer's hidden states of all steps, `[…, directions · hiddenSize]`, and each layer's last one.
///
/// `torch.nn.RNN`; Elman, 1990.
public final class RNN: HiddenStateLayer {
  public let nonlinearity: RecurrentNonlinearity

  public init(
    _ inputSize: Int, _ hiddenSize: Int, numLayers: Int = 1,
    nonlinearity: RecurrentNonlinearity = .tanh, bias: Bool = true, batchFirst: Bool = false,
    dropout: Double = 0, bidirectional: Bool = false,
    inputWeightInitializer: Initializer? = nil, hiddenWeightInitializer: Initializer? = nil,
    biasInitializer: Initializer? = nil, dtype: DType = .float32,
    file: StaticString = #fileID, line: UInt = #line
  ) {
    self.nonlinearity = nonlinearity
    super.init(
      "RNN", gates: 1, inputSize, hiddenSize, numLayers: numLayers, bias: bias,
      batchFirst: batchFirst, dropout: dropout, bidirectional: bidirectional,
      start: RecurrentStart(
        inputWeightInitializer, hiddenWeightInitializer, biasInitializer, dtype),
      file: file, line: line)
  }

  public override var details: String {
    super.details + (nonlinearity == .relu ? ", nonlinearity: .relu" : "")
  }

  override func sequence(
    _ x: Tensor, initial: [Tensor], _ weights: RecurrentWeights, batchSizes: [Int]?,
    isReversed: Bool
  ) -> (output: Tensor, states: [Tensor]) {
    let result = rnnSequence(
      x, initial: initial[0], inputWeight: weights.input, hiddenWeight: weights.hidden,
      inputBias: weights.inputBias, hiddenBias: weights.hiddenBias, nonlinearity: nonlinearity,
      batchSizes: batchSizes, isReversed: isReversed)
    return (result.output, [result.hidden])
  }
}
