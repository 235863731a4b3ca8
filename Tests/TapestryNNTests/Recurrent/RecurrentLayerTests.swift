import TapestryCore
import TapestryNN
import TapestryTesting
import Testing

/// What recurrent layers make of directions, layers and forms of input; values are held to PyTorch's elsewhere.
@Suite struct RecurrentLayerTests {
  private func input(_ shape: [Int], seed: Int = 1) -> Tensor {
    SampleInput.reals(shape, in: -1...1, seed: seed, dtype: .float64).tensor
  }

  private func expectClose(_ a: Tensor, _ b: Tensor) {
    #expect(difference(of: a, from: b) == nil)
  }

  @Test func keysArePyTorchs() {
    let lstm = LSTM(3, 4, numLayers: 2, bidirectional: true, projectionSize: 2)
    let kinds = ["weight_ih", "weight_hh", "bias_ih", "bias_hh", "weight_hr"]
    let names = ["l0", "l0_reverse", "l1", "l1_reverse"].flatMap { place in
      kinds.map { "\($0)_\(place)" }
    }
    #expect(lstm.namedParameters().map(\.name) == names)
    #expect(
      lstm.namedParameters().prefix(5).map(\.parameter.shape)
        == [[16, 3], [16, 2], [16], [16], [2, 4]])
    #expect(lstm.weights[2].input.shape == [16, 4])
    #expect(
      GRU(3, 4, bias: false).namedParameters().map(\.name) == ["weight_ih_l0", "weight_hh_l0"])
    #expect(
      RNNCell(3, 4).namedParameters().map(\.name)
        == ["weight_ih", "weight_hh", "bias_ih", "bias_hh"])
  }

  @Test func weightsStartWithinPyTorchsBounds() {
    withSeed(3) {
      for parameter in LSTM(30, 64).parameters() {
        let values = parameter.array(as: Double.self)
        let variance = values.map { $0 * $0 }.reduce(0, +) / Double(values.count)
        #expect(values.allSatisfy { abs($0) <= 0.125 })
        #expect(abs(variance - 0.125 * 0.125 / 3) < 0.15 * 0.125 * 0.125 / 3)
      }
    }
  }

  @Test func aCallGivesOutputsAndStates() {
    let lstm = LSTM(28, 32, batchFirst: true)
    let (output, (hidden, cell)) = lstm(Tensor.zeros([5, 7, 28]))
    #expect(output.shape == [5, 7, 32])
    #expect(hidden.shape == [1, 5, 32] && cell.shape == [1, 5, 32])
    let (both, last) = GRU(28, 32, numLayers: 3, bidirectional: true)(Tensor.zeros([7, 5, 28]))
    #expect(both.shape == [7, 5, 64] && last.shape == [6, 5, 32])
    #expect(RNN(28, 32)(Tensor.zeros([7, 28])).output.shape == [7, 32])
  }

  @Test func batchFirstOnlyTurnsTheInputRound() throws {
    let (turned, plain) = (
      GRU(3, 4, batchFirst: true, dtype: .float64), GRU(3, 4, dtype: .float64)
    )
    try plain.load(turned.stateDict())
    let x = input([2, 5, 3])
    expectClose(turned(x).output, plain(x.transposed(0, 1)).output.transposed(0, 1))
    expectClose(turned(x).hidden, plain(x.transposed(0, 1)).hidden)
  }

  @Test func aSequenceWithoutABatchIsABatchOfOne() {
    let lstm = LSTM(3, 4, numLayers: 2, bidirectional: true, dtype: .float64)
    let (x, h, c) = (input([5, 3]), input([4, 4], seed: 2), input([4, 4], seed: 3))
    let single = lstm(x, (h, c))
    let batch = lstm(x.unsqueezed(1), (h.unsqueezed(1), c.unsqueezed(1)))
    expectClose(single.output, batch.output.squeezed(1))
    expectClose(single.state.hidden, batch.state.hidden.squeezed(1))
    expectClose(single.state.cell, batch.state.cell.squeezed(1))
  }

  @Test func theLastStateGoesOnWhereTheSequenceEnded() {
    let lstm = LSTM(3, 4, numLayers: 2, dtype: .float64)
    let x = input([6, 2, 3])
    let whole = lstm(x)
    let first = lstm(x[..<4])
    let second = lstm(x[4...], first.state)
    expectClose(concatenate([first.output, second.output]), whole.output)
    expectClose(second.state.cell, whole.state.cell)
  }

  @Test func aStateChangedInPlaceLeavesTheOutputAlone() {
    let lstm = LSTM(3, 4)
    let result = noGrad { lstm(Tensor.ones([2, 1, 3])) }
    let before = result.output.array(as: Float.self)
    result.state.hidden.zero()
    #expect(result.output.array(as: Float.self) == before)
  }

  @Test func cellsAreStepsOfLayers() throws {
    let (lstm, cell) = (LSTM(3, 4, dtype: .float64), LSTMCell(3, 4, dtype: .float64))
    try cell.load(
      Dictionary(
        uniqueKeysWithValues: lstm.stateDict().map { (String($0.key.dropLast(3)), $0.value) }))
    let x = input([3, 2, 3])
    var state: LSTM.State?
    for step in 0..<3 { state = cell(x[step], state) }
    let expected = lstm(x)
    expectClose(state!.hidden, expected.output[-1])
    expectClose(state!.cell, expected.state.cell[0])
    #expect(GRUCell(3, 4)(Tensor.ones([3])).shape == [4])
  }

  @Test func dropoutIsBetweenLayersAndInTraining() {
    let gru = GRU(3, 4, numLayers: 2, dropout: 0.5)
    let x = Tensor.ones([5, 2, 3])
    let run = { (seed: UInt64) in withSeed(seed) { gru(x).output.array(as: Float.self) } }
    #expect(run(1) == run(1))
    #expect(run(1) != run(2))
    gru.eval()
    #expect(run(1) == run(2))
  }

  @Test func hooksSeeInputAndOutput() {
    let gru = GRU(3, 4)
    var seen: [Shape] = []
    gru.registerForwardHook { _, input, output in
      seen += [input.shape, output.shape]
      return output * 0
    }
    let result = gru(Tensor.ones([5, 2, 3]))
    #expect(seen == [[5, 2, 3], [5, 2, 4]])
    #expect(result.output.abs().max().item() == 0)
    #expect(result.hidden.abs().max().item() > 0)
  }

  @Test func emptySequencesKeepTheState() {
    let lstm = LSTM(3, 4)
    let state = (
      hidden: Tensor.ones([1, 2, 4]), cell: Tensor.full([1, 2, 4], 2.0, dtype: .float32)
    )
    let result = lstm(Tensor.zeros([0, 2, 3]), state)
    #expect(result.output.shape == [0, 2, 4])
    #expect(result.state.cell.array(as: Float.self) == Array(repeating: 2, count: 8))
    #expect(lstm(Tensor.zeros([3, 0, 3])).output.shape == [3, 0, 4])
  }

  @Test func halfPrecisionIsComputedInFloat32() {
    let lstm = withSeed(1) { LSTM(3, 4, dtype: .bfloat16) }
    let x = Tensor.ones([5, 2, 3], dtype: .bfloat16)
    let result = lstm(x)
    #expect(result.output.dtype == .bfloat16 && result.state.cell.dtype == .bfloat16)
    result.output.sum().backward()
    #expect(lstm.weights[0].input.grad?.dtype == .bfloat16)
  }

  @Test func descriptionsShowWhatIsNotUsual() {
    #expect("\(LSTM(3, 4))" == "LSTM(3, 4)")
    #expect(
      "\(GRU(3, 4, numLayers: 2, bias: false, batchFirst: true, dropout: 0.5, bidirectional: true))"
        == "GRU(3, 4, numLayers: 2, bias: false, batchFirst: true, dropout: 0.5, bidirectional: true)"
    )
    #expect("\(RNN(3, 4, nonlinearity: .relu))" == "RNN(3, 4, nonlinearity: .relu)")
  }

  @Test func mistakesNameLayerAndCall() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = LSTM(3, 4)(Tensor.zeros([5, 2, 4]), file: "App/train.swift", line: 4)
    }
    #expect(
      String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        == "LSTM: input [5, 2, 4]: [steps, batch, 3] or [steps, 3] is needed (App/train.swift:4, in LSTM)\n"
    )
    await #expect(processExitsWith: .failure) {
      _ = GRU(3, 4)(Tensor.zeros([5, 2, 3]), Tensor.zeros([1, 1, 4]))
    }
    await #expect(processExitsWith: .failure) { _ = GRU(3, 4, dropout: 0.5) }
    await #expect(processExitsWith: .failure) { _ = LSTM(3, 4, projectionSize: 4) }
    await #expect(processExitsWith: .failure) { _ = RNN(3, 0) }
  }
}
