import TapestryCore
import TapestryNN
import Testing

@Suite struct DropoutLayerTests {
  @Test func channelsFallTogether() {
    let layers: [(any Layer, Shape)] = [
      (Dropout1d(0.25), [400, 50, 3]), (Dropout2d(0.25), [400, 50, 2, 2]),
      (Dropout3d(0.25), [400, 50, 1, 2, 2]),
    ]
    for (layer, shape) in layers {
      let y = withSeed(6) { layer(Tensor.ones(shape)) }.flattened(from: 2)
      let (least, most) = (y.min(axis: 2).values, y.max(axis: 2).values)
      #expect(least.array(as: Float.self) == most.array(as: Float.self), "\(layer)")
      let kept = most.array(as: Float.self).filter { $0 > 0 }
      // Five standard deviations of a binomial distribution, √(20,000 · ¼ · ¾).
      let allowed = 5 * 61.24
      #expect(abs(Double(kept.count) - 15_000) < allowed)
      #expect(kept.allSatisfy { abs($0 - 4.0 / 3) < 1e-6 })
      layer.eval()
      #expect(layer(Tensor.ones(shape)).array(as: Float.self).allSatisfy { $0 == 1 })
    }
  }

  @Test func alphaDropoutKeepsMeanAndVariance() {
    for layer in [AlphaDropout(0.3), FeatureAlphaDropout(0.3)] as [any Layer] {
      let y = withSeed(8) { layer(Tensor.randn([500, 400, 2])) }
      #expect(abs(y.mean().item(as: Double.self)) < 0.02, "\(layer)")
      let variance = y.var().item(as: Double.self)
      #expect(abs(variance - 1) < 0.03, "\(layer)")
    }
  }

  @Test func rreluDrawsSlopesInTrainingAlone() {
    let layer = RReLU(lower: 0.1, upper: 0.3)
    let y = withSeed(2) { layer(Tensor.full([1000], -1.0)) }.array(as: Double.self)
    #expect(y.allSatisfy { (-0.3 ... -0.1).contains($0) } && Set(y).count > 900)
    layer.eval()
    #expect(layer(Tensor.full([3], -1.0)).array(as: Float.self).allSatisfy { abs($0 + 0.2) < 1e-6 })
  }

  @Test func fractionalPoolingDrawsItsBorders() {
    let layer = FractionalMaxPool2d(kernelSize: 2, outputSize: 4)
    let x = Tensor.randn([1, 8, 9, 9])
    let draw = { (seed: UInt64) in withSeed(seed) { layer(x).array(as: Float.self) } }
    #expect(draw(1) == draw(1))
    #expect(draw(1) != draw(2))
  }
}
