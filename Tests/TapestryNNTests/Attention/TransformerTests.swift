import TapestryCore
import TapestryNN
import TapestryTesting
import Testing

/// What transformers make of masks and options; values are held to PyTorch's elsewhere.
@Suite struct TransformerTests {
  private func input(_ shape: [Int], seed: Int = 1) -> Tensor {
    SampleInput.reals(shape, in: -1...1, seed: seed, dtype: .float64).tensor
  }

  private func expectClose(_ a: Tensor, _ b: Tensor, _ what: String = "") {
    #expect(difference(of: a, from: b) == nil, "\(what)")
  }

  @Test func keysArePyTorchs() {
    let names = TransformerDecoderLayer(8, 2, feedforwardSize: 4).namedParameters().map(\.name)
    #expect(names.first == "self_attn.in_proj_weight" && names.last == "norm3.bias")
    #expect(names.contains("multihead_attn.out_proj.bias"))
    let model = Transformer(8, 2, numEncoderLayers: 2, numDecoderLayers: 1, feedforwardSize: 4)
    let keys = Set(model.stateDict().keys)
    #expect(
      keys.isSuperset(of: [
        "encoder.layers.1.linear2.weight", "encoder.norm.bias",
        "decoder.layers.0.multihead_attn.in_proj_weight", "decoder.norm.weight",
      ]))
  }

  @Test func causalAttentionDoesNotSeeWhatComes() {
    let layer = withSeed(1) {
      TransformerEncoderLayer(
        4, 2, feedforwardSize: 6, dropout: 0, batchFirst: true, dtype: .float64)
    }
    let x = input([2, 5, 4])
    let changed = concatenate([x[0..., ..<3], x[0..., 3...] + 1], axis: 1)
    let (a, b) = (layer(x, isCausal: true), layer(changed, isCausal: true))
    expectClose(a[0..., ..<3], b[0..., ..<3])
    #expect(difference(of: a[0..., 3...], from: b[0..., 3...]) != nil)
    let mask = Transformer.generateSquareSubsequentMask(5, dtype: .float64)
    expectClose(layer(x, srcMask: mask), a)
  }

  @Test func theSubsequentMaskHidesWhatComes() {
    let infinity = Float.infinity
    #expect(
      Transformer.generateSquareSubsequentMask(2).array(as: Float.self) == [0, -infinity, 0, 0])
  }

  @Test func aTransformerDecodesStepByStep() {
    for normFirst in [false, true] {
      let model = withSeed(2) {
        Transformer(
          4, 2, numEncoderLayers: 2, numDecoderLayers: 2, feedforwardSize: 6, batchFirst: true,
          normFirst: normFirst, dtype: .float64
        ).eval()
      }
      let (source, target) = (input([2, 3, 4]), input([2, 4, 4], seed: 2))
      let whole = model(source, target, tgtIsCausal: true)
      let part = model(source, target[0..., ..<2], tgtIsCausal: true)
      expectClose(whole[0..., ..<2], part, "normFirst: \(normFirst)")
    }
  }

  @Test func dropoutIsInTrainingAlone() {
    let model = TransformerEncoder(numLayers: 2) {
      TransformerEncoderLayer(4, 2, feedforwardSize: 6, dropout: 0.5)
    }
    let x = Tensor.ones([3, 2, 4])
    let run = { (seed: UInt64) in withSeed(seed) { model(x).array(as: Float.self) } }
    #expect(run(1) == run(1) && run(1) != run(2))
    model.eval()
    #expect(run(1) == run(2))
  }

  @Test func aFunctionOfOnesOwnIsTheActivation() throws {
    let own = TransformerEncoderLayer(
      4, 2, feedforwardSize: 6, dropout: 0, activation: .custom { $0.gelu() })
    let gelu = TransformerEncoderLayer(4, 2, feedforwardSize: 6, dropout: 0, activation: .gelu)
    try gelu.load(own.stateDict())
    let x = Tensor.ones([3, 2, 4])
    #expect(own(x).array(as: Float.self) == gelu(x).array(as: Float.self))
  }

  @Test func encodersStandInSequentials() {
    let model = Sequential {
      Linear(3, 4)
      TransformerEncoderLayer(4, 2, feedforwardSize: 6, batchFirst: true)
    }
    #expect(model(Tensor.ones([2, 5, 3])).shape == [2, 5, 4])
  }

  @Test func gradientsReachEverything() {
    let model = Transformer(
      4, 2, numEncoderLayers: 1, numDecoderLayers: 1, feedforwardSize: 6, dropout: 0)
    let source = Tensor.ones([3, 2, 4]).requiringGrad()
    model(source, Tensor.ones([2, 2, 4])).square().sum().backward()
    #expect(model.parameters().allSatisfy { $0.grad != nil } && source.grad != nil)
  }
}
