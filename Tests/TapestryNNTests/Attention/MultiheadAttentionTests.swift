import TapestryCore
import TapestryNN
import TapestryTesting
import Testing

/// What attention makes of its arguments; values are held to PyTorch's elsewhere.
@Suite struct MultiheadAttentionTests {
  private func input(_ shape: [Int], seed: Int = 1) -> Tensor {
    SampleInput.reals(shape, in: -1...1, seed: seed, dtype: .float64).tensor
  }

  private func expectClose(_ a: Tensor, _ b: Tensor, _ what: String = "") {
    #expect(difference(of: a, from: b) == nil, "\(what)")
  }

  @Test func keysArePyTorchs() {
    #expect(
      MultiheadAttention(8, 2, addBiasKV: true).stateDict().keys.sorted()
        == [
          "bias_k", "bias_v", "in_proj_bias", "in_proj_weight", "out_proj.bias", "out_proj.weight",
        ])
    #expect(
      MultiheadAttention(8, 2, bias: false, keySize: 3).stateDict().keys.sorted()
        == ["k_proj_weight", "out_proj.weight", "q_proj_weight", "v_proj_weight"])
  }

  @Test func weightsAreOnlyReturnedNotUsed() {
    let layer = MultiheadAttention(4, 2, dtype: .float64)
    let (q, k) = (input([3, 2, 4]), input([5, 2, 4], seed: 2))
    let with = layer(q, k, k)
    let without = layer(q, k, k, needWeights: false)
    expectClose(without.output, with.output)
    #expect(without.weights == nil && with.weights?.shape == [2, 3, 5])
    #expect(layer(q, k, k, averageAttnWeights: false).weights?.shape == [2, 2, 3, 5])
  }

  @Test func batchFirstOnlyTurnsTheInputRound() throws {
    let turned = MultiheadAttention(4, 2, batchFirst: true, dtype: .float64)
    let plain = MultiheadAttention(4, 2, dtype: .float64)
    try plain.load(turned.stateDict())
    let x = input([2, 5, 4])
    let t = x.transposed(0, 1)
    expectClose(turned(x, x, x).output, plain(t, t, t).output.transposed(0, 1))
    expectClose(turned(x[0], x[0], x[0]).output, turned(x, x, x).output[0])
  }

  @Test func hooksSeeTheQueryAndTheOutput() {
    let layer = MultiheadAttention(4, 2)
    var seen: [Shape] = []
    layer.registerForwardHook { _, input, output in
      seen += [input.shape, output.shape]
      return output * 0
    }
    let (q, k) = (Tensor.ones([3, 2, 4]), Tensor.ones([5, 2, 4]))
    #expect(layer(q, k, k).output.abs().max().item() == 0)
    #expect(seen == [[3, 2, 4], [3, 2, 4]])
  }

  @Test func mistakesNameTheLayer() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = MultiheadAttention(5, 2, file: "App/train.swift", line: 4) }
    #expect(
      String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        == "MultiheadAttention: 2 heads for an embedding of 5, which must be a multiple of them (App/train.swift:4)\n"
    )
    await #expect(processExitsWith: .failure) { _ = MultiheadAttention(4, 2, dropout: 2) }
  }
}
