import TapestryCore
import TapestryTesting
import Testing

@Suite struct LinearCrossEntropyTests {
  /// 8,000 rows of 2,000 classes would take 64 MB of logits, and as much for their gradient. A process of its own knows what it
  /// has taken.
  @Test func memoryStaysThatOfAPiece() async {
    await #expect(processExitsWith: .success) {
      let x = SampleInput.reals([8000, 8], seed: 1, dtype: .float32).tensor.requiringGrad()
      let weight = SampleInput.reals([2000, 8], seed: 2, dtype: .float32).tensor.requiringGrad()
      let labels = SampleInput.integers([8000], in: 0...1999, seed: 3).tensor
      let before = Memory.reservedBytes
      let loss = linearCrossEntropy(x, weight, labels)
      loss.backward()
      precondition(Memory.reservedBytes - before < 40 << 20)
      precondition(loss.item().isFinite && weight.grad!.abs().max().item().isFinite)
    }
  }

  @Test func piecesGiveWhatTheWholeGives() throws {
    let inputs = [[500, 8], [30, 8], [30]].enumerated().map {
      SampleInput.reals($1, seed: $0 + 1).tensor
    }
    let labels = SampleInput.integers([500], in: 0...29, seed: 9).tensor
    func results(_ size: Int?) -> [Tensor] {
      let leaves = inputs.map { $0.detach().requiringGrad() }
      let loss = linearCrossEntropy(
        leaves[0], leaves[1], labels, linearBias: leaves[2], ignoreIndex: 4, labelSmoothing: 0.1,
        chunkSize: size)
      return [loss.detach()] + grad(of: loss, with: leaves).compactMap(\.self)
    }
    for (a, b) in zip(results(7), results(nil)) {
      try assertClose(a, b, tolerance: Tolerance(relative: 1e-11, absolute: 1e-13))
    }
  }
}
