import TapestryCore
import TapestryNN
import TapestryTesting
import Testing

@Suite struct WeightNormTests {
  private let x = withSeed(3) { Tensor.randn([4, 3], dtype: .float64) }

  private func made() -> WeightNorm<Linear> {
    withSeed(1) { WeightNorm(Linear(3, 2, dtype: .float64)) }
  }

  @Test func itStartsAsTheWrappedLayer() {
    let layer = withSeed(1) { Linear(3, 2, dtype: .float64) }
    let before = layer(x).detach()
    #expect((WeightNorm(layer)(x) - before).abs().max().item() < 1e-12)
    #expect((WeightNorm(layer, axis: -1)(x) - before).abs().max().item() < 1e-12)
    #expect((WeightNorm(layer, axis: nil)(x) - before).abs().max().item() < 1e-12)
  }

  @Test func namesOrderAndShapesArePyTorchs() {
    let model = Sequential { WeightNorm(Conv2d(2, 4, kernelSize: 3)) }
    let parameters = model.namedParameters()
    #expect(
      parameters.map(\.name) == [
        "0.bias", "0.parametrizations.weight.original0", "0.parametrizations.weight.original1",
      ])
    #expect(parameters.map(\.parameter.shape) == [[4], [4, 1, 1, 1], [4, 2, 3, 3]])
    #expect(WeightNorm(Linear(3, 2), axis: 1).magnitude.shape == [1, 3])
    #expect(WeightNorm(Linear(3, 2), axis: nil).magnitude.shape == [])
    #expect("\(WeightNorm(Linear(3, 2), axis: nil))" == "WeightNorm<Linear>(3, 2, axis: nil)")
  }

  @Test func gradientsReachTheOriginals() {
    let layer = made()
    layer(x).square().sum().backward()
    #expect(layer.parameters().allSatisfy { ($0.grad?.abs().sum().item() ?? 0) > 0 })
    // The length of the direction does not matter, so that nothing pulls along it.
    let along = (layer.direction.grad! * layer.direction).sum(axes: [1])
    #expect(along.abs().max().item() < 1e-12)
  }

  @Test func aFrozenLayerStaysFrozen() {
    let layer = Linear(3, 2)
    layer.freeze()
    #expect(WeightNorm(layer).parameters().allSatisfy { !$0.requiresGrad })
  }

  @Test func stateTravels() throws {
    let layer = made()
    noGrad { layer.magnitude *= -3 }
    let other = WeightNorm(Linear(3, 2, dtype: .float64))
    try other.load(layer.stateDict())
    #expect(other(x).array(as: Double.self) == layer(x).array(as: Double.self))
  }

  @Test func unwrappingLeavesAPlainWeight() {
    let layer = made()
    noGrad {
      layer.magnitude *= -3
      layer.direction *= 2
    }
    let expected = layer.eval()(x).detach()
    let plain = layer.unwrapped()
    #expect(plain.namedParameters().map(\.name) == ["weight", "bias"])
    #expect(!plain.isTraining)
    #expect((plain(x) - expected).abs().max().item() < 1e-12)
    #expect((layer(x) - expected).abs().max().item() < 1e-12)
  }

  @Test func mistakes() async {
    await #expect(processExitsWith: .failure) { _ = WeightNorm(Linear(3, 2), axis: 2) }
    await #expect(processExitsWith: .failure) { _ = WeightNorm(Linear(3, 2), axis: -3) }
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = WeightNorm(Linear(out: 2), file: "App/net.swift", line: 4)
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.hasPrefix("WeightNorm: the sizes of Linear are not known yet: run one batch"))
    #expect(text.hasSuffix("(App/net.swift:4)\n"))
  }
}
