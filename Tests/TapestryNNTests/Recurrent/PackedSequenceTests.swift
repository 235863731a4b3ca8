import TapestryCore
import TapestryNN
import TapestryTesting
import Testing

@Suite struct PackedSequenceTests {
  private let lengths = [2, 4, 1]

  private func sequences() -> [Tensor] {
    lengths.enumerated().map { seed, length in
      SampleInput.reals([length, 3], in: -1...1, seed: seed + 1, dtype: .float64).tensor
    }
  }

  private func expectClose(_ a: Tensor, _ b: Tensor, _ what: String = "") {
    #expect(difference(of: a, from: b) == nil, "\(what)")
  }

  @Test func paddingFillsUpEitherEnd() {
    let pair = [Tensor([1, 2, 3]), Tensor([4])]
    #expect(padSequence(pair).array(as: Float.self) == [1, 4, 2, 0, 3, 0])
    let right = padSequence(pair, batchFirst: true, paddingValue: -1)
    #expect(right.shape == [2, 3] && right.array(as: Float.self) == [1, 2, 3, 4, -1, -1])
    let left = padSequence(pair, batchFirst: true, paddingSide: .left)
    #expect(left.array(as: Float.self) == [1, 2, 3, 0, 0, 4])
  }

  @Test func unpaddingGivesTheSequencesBack() {
    let sequences = sequences()
    for batchFirst in [false, true] {
      let padded = padSequence(sequences, batchFirst: batchFirst)
      let back = unpadSequence(padded, lengths: lengths, batchFirst: batchFirst)
      for (a, b) in zip(back, sequences) { expectClose(a, b) }
    }
  }

  @Test func packingPutsStepsOneAfterAnother() {
    let packed = packSequence([Tensor([1, 2, 3]), Tensor([4, 5]), Tensor([6])])
    #expect(packed.data.array(as: Float.self) == [1, 4, 6, 2, 5, 3])
    #expect(packed.batchSizes == [3, 2, 1])
    #expect(packed.sortedIndices == nil && packed.lengths == [3, 2, 1])
  }

  @Test func sortedSequencesFindTheirPlacesAgain() {
    let sequences = sequences()
    let packed = packSequence(sequences, enforceSorted: false)
    #expect(packed.batchSizes == [3, 2, 1, 1])
    #expect(packed.sortedIndices == [1, 0, 2] && packed.unsortedIndices == [1, 0, 2])
    #expect(packed.lengths == lengths)
    for (a, b) in zip(unpackSequence(packed), sequences) { expectClose(a, b) }
    let (padded, found) = padPackedSequence(
      packed, batchFirst: true, paddingValue: 9, totalLength: 6)
    #expect(padded.shape == [3, 6, 3] && found == lengths)
    #expect(padded[2, 1...].array(as: Double.self).allSatisfy { $0 == 9 })
  }

  @Test func gradientsGoThroughPackingAndPadding() throws {
    let x = SampleInput.reals([3, 4, 2], seed: 5, dtype: .float64).tensor
    try gradCheck(
      { x in
        let packed = packPaddedSequence(
          x, lengths: [2, 4, 1], batchFirst: true, enforceSorted: false)
        return padPackedSequence(packed).padded
      }, input: x, order: 2)
  }

  /// Each sequence of a packed batch gives what it gives alone, in every kind of layer, both directions, with states of its own.
  @Test(arguments: ["LSTM", "GRU", "RNN"]) func packedSequencesAreRunAsIfAlone(kind: String) {
    let sequences = sequences()
    let initial = SampleInput.reals([4, 3, 5], in: -1...1, seed: 9, dtype: .float64).tensor
    let packed = packSequence(sequences, enforceSorted: false)
    let run: (PackedSequence, Tensor) -> (PackedSequence, Tensor)
    let runAlone: (Tensor, Tensor) -> (Tensor, Tensor)
    switch kind {
    case "LSTM":
      let layer = LSTM(3, 5, numLayers: 2, bidirectional: true, dtype: .float64)
      run = {
        let result = layer($0, ($1, $1 * 0.5))
        return (result.output, result.state.hidden + result.state.cell)
      }
      runAlone = {
        let result = layer($0, ($1, $1 * 0.5))
        return (result.output, result.state.hidden + result.state.cell)
      }
    case "GRU":
      let layer = GRU(3, 5, numLayers: 2, bidirectional: true, dtype: .float64)
      run = { (layer($0, $1).output, layer($0, $1).hidden) }
      runAlone = { (layer($0, $1).output, layer($0, $1).hidden) }
    default:
      let layer = RNN(3, 5, numLayers: 2, bidirectional: true, dtype: .float64)
      run = { (layer($0, $1).output, layer($0, $1).hidden) }
      runAlone = { (layer($0, $1).output, layer($0, $1).hidden) }
    }
    let (output, states) = run(packed, initial)
    let outputs = unpackSequence(output)
    for (index, sequence) in sequences.enumerated() {
      let (alone, state) = runAlone(sequence, initial[0..., index])
      expectClose(outputs[index], alone, "output \(index)")
      expectClose(states[0..., index], state, "states \(index)")
    }
  }

  @Test func gradientsOfPackedSequencesAreThoseOfEachAlone() {
    let sequences = sequences()
    let layer = GRU(3, 4, bidirectional: true, dtype: .float64)
    func gradients(_ loss: Tensor) -> [Tensor] {
      grad(of: loss, with: layer.parameters()).map { $0! }
    }
    let packed = layer(packSequence(sequences, enforceSorted: false))
    let together = gradients(packed.output.data.square().sum() + packed.hidden.sum())
    let alone = gradients(
      sequences.map { sequence in
        let result = layer(sequence)
        return result.output.square().sum() + result.hidden.sum()
      }.reduce(Tensor(0.0, dtype: .float64), +))
    for (a, b) in zip(together, alone) { expectClose(a, b) }
  }

  @Test func wrongLengthsStopTheProgram() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = packPaddedSequence(
        Tensor.zeros([4, 2, 3]), lengths: [2, 4], file: "App/train.swift", line: 5)
    }
    #expect(
      String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        == "packPaddedSequence: lengths [2, 4] rise; pass enforceSorted: false (App/train.swift:5)\n"
    )
    await #expect(processExitsWith: .failure) {
      _ = packPaddedSequence(Tensor.zeros([4, 2, 3]), lengths: [5, 1])
    }
    await #expect(processExitsWith: .failure) { _ = padSequence([]) }
    await #expect(processExitsWith: .failure) {
      _ = PackedSequence(data: Tensor.zeros([4, 3]), batchSizes: [1, 3])
    }
  }
}
