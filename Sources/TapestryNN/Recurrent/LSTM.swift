import TapestryCore

/// Long short-term memory: a recurrent layer, or several, that remembers over many steps.
///
/// ```swift
/// let lstm = LSTM(28, 128, batchFirst: true)
/// let (output, (hidden, cell)) = lstm(images)   // [128, 28, 28] → [128, 28, 128], [1, 128, 128] and [1, 128, 128]
/// ```
///
/// - Parameters of the call:
///   - x: see ``RecurrentLayer``.
///   - initial: hidden states and cells to start from; zeros unless given.
/// - Returns of the call: the last layer's hidden states of all steps, `[…, directions · outputs]`, and each layer's last hidden state and
///   cell. Outputs are `hiddenSize`, or `projectionSize` where that is above 0.
///
/// The formulas are those of
/// ``lstmSequence(_:initial:inputWeight:hiddenWeight:inputBias:hiddenBias:projection:batchSizes:isReversed:file:line:)``. `torch.nn.LSTM`;
/// Hochreiter & Schmidhuber, 1997.
public final class LSTM: RecurrentLayer {
  /// A layer's memory: what it gives out, and what it keeps to itself.
  public typealias State = (hidden: Tensor, cell: Tensor)

  public init(
    _ inputSize: Int, _ hiddenSize: Int, numLayers: Int = 1, bias: Bool = true,
    batchFirst: Bool = false, dropout: Double = 0, bidirectional: Bool = false,
    projectionSize: Int = 0,
    inputWeightInitializer: Initializer? = nil, hiddenWeightInitializer: Initializer? = nil,
    biasInitializer: Initializer? = nil, dtype: DType = .float32, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    super.init(
      "LSTM", gates: 4, inputSize, hiddenSize, numLayers: numLayers, bias: bias,
      batchFirst: batchFirst, dropout: dropout, bidirectional: bidirectional,
      projectionSize: projectionSize,
      start: RecurrentStart(
        inputWeightInitializer, hiddenWeightInitializer, biasInitializer, dtype), file: file,
      line: line)
  }

  override var stateSizes: [Int] { super.stateSizes + [hiddenSize] }

  override func sequence(
    _ x: Tensor, initial: [Tensor], _ weights: RecurrentWeights, batchSizes: [Int]?,
    isReversed: Bool
  ) -> (output: Tensor, states: [Tensor]) {
    let result = lstmSequence(
      x, initial: (initial[0], initial[1]), inputWeight: weights.input,
      hiddenWeight: weights.hidden, inputBias: weights.inputBias, hiddenBias: weights.hiddenBias,
      projection: weights.projection, batchSizes: batchSizes, isReversed: isReversed)
    return (result.output, [result.hidden, result.cell])
  }

  public func forward(_ x: Tensor, _ initial: State? = nil) -> (output: Tensor, state: State) {
    let result = run(x, initial: initial.map { [$0.hidden, $0.cell] })
    return (result.output, (result.states[0], result.states[1]))
  }

  public func callAsFunction(
    _ x: Tensor, _ initial: State? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> (output: Tensor, state: State) {
    called(x, file: file, line: line) { forward($0, initial) }
  }

  /// The same for sequences of several lengths.
  public func callAsFunction(
    _ x: PackedSequence, _ initial: State? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> (output: PackedSequence, state: State) {
    let (data, states) = called(x.data, file: file, line: line) {
      run($0, of: x, initial: initial.map { [$0.hidden, $0.cell] })
    }
    return (x.with(data), (states[0], states[1]))
  }
}
