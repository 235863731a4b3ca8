import TapestryCore

/// Gated recurrent units: a recurrent layer, or several, with fewer numbers than an ``LSTM`` and no cell beside the hidden state.
///
/// ```swift
/// let gru = GRU(28, 128, numLayers: 2, batchFirst: true)
/// let (output, hidden) = gru(images)   // [128, 28, 28] → [128, 28, 128] and [2, 128, 128]
/// ```
///
/// - Parameters of the call:
///   - x: see ``RecurrentLayer``.
///   - initial: hidden states to start from; zeros unless given.
/// - Returns of the call: the last layer's hidden states of all steps, `[…, directions · hiddenSize]`, and each layer's last one.
///
/// The formulas are those of
/// ``gruSequence(_:initial:inputWeight:hiddenWeight:inputBias:hiddenBias:batchSizes:isReversed:file:line:)``. `torch.nn.GRU`;
/// Cho et al., 2014.
public final class GRU: HiddenStateLayer {
  public init(
    _ inputSize: Int, _ hiddenSize: Int, numLayers: Int = 1, bias: Bool = true,
    batchFirst: Bool = false, dropout: Double = 0, bidirectional: Bool = false,
    inputWeightInitializer: Initializer? = nil, hiddenWeightInitializer: Initializer? = nil,
    biasInitializer: Initializer? = nil, dtype: DType = .float32, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    super.init(
      "GRU", gates: 3, inputSize, hiddenSize, numLayers: numLayers, bias: bias,
      batchFirst: batchFirst, dropout: dropout, bidirectional: bidirectional,
      start: RecurrentStart(
        inputWeightInitializer, hiddenWeightInitializer, biasInitializer, dtype),
      file: file, line: line)
  }

  override func sequence(
    _ x: Tensor, initial: [Tensor], _ weights: RecurrentWeights, batchSizes: [Int]?,
    isReversed: Bool
  ) -> (output: Tensor, states: [Tensor]) {
    let result = gruSequence(
      x, initial: initial[0], inputWeight: weights.input, hiddenWeight: weights.hidden,
      inputBias: weights.inputBias, hiddenBias: weights.hiddenBias, batchSizes: batchSizes,
      isReversed: isReversed)
    return (result.output, [result.hidden])
  }
}
