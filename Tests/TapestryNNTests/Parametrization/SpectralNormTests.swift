import TapestryCore
import TapestryNN
import TapestryTesting
import Testing

@Suite struct SpectralNormTests {
  private let x = withSeed(3) { Tensor.randn([4, 3], dtype: .float64) }

  private func made() -> SpectralNorm<Linear> {
    withSeed(1) { SpectralNorm(Linear(3, 2, dtype: .float64)) }
  }

  private func estimate(_ layer: SpectralNorm<Linear>) -> [Double] {
    layer.buffers().flatMap { $0.array(as: Double.self) }
  }

  @Test func theLargestSingularValueBecomesOne() throws {
    let layer = made()
    for _ in 0..<100 { _ = layer.derivedWeight() }
    let norm = try layer.derivedWeight().detach().svdvals().max().item()
    #expect(abs(norm - 1) < 1e-9)
  }

  @Test func theIterationRestsInEvaluation() {
    let layer = made()
    noGrad { layer.original.copy(from: Tensor.randn([2, 3], dtype: .float64)) }
    let start = estimate(layer)
    layer.eval()
    let first = layer(x).array(as: Double.self)
    #expect(layer(x).array(as: Double.self) == first)
    #expect(estimate(layer) == start)
    layer.train()
    _ = layer(x)
    #expect(estimate(layer) != start)
  }

  @Test func namesOrderAndShapesArePyTorchs() {
    let model = Sequential { SpectralNorm(ConvTranspose1d(2, 4, kernelSize: 3)) }
    #expect(
      model.namedParameters().map(\.name) == ["0.bias", "0.parametrizations.weight.original"])
    let buffers = model.namedBuffers()
    #expect(
      buffers.map(\.name) == [
        "0.parametrizations.weight.0._u", "0.parametrizations.weight.0._v",
      ])
    #expect(buffers.map(\.buffer.shape) == [[4], [6]])
    #expect(model.stateDict().count == 4)
  }

  @Test func gradientsReachTheOriginal() throws {
    let layer = made()
    // Two calls before the backward pass, as a critic is trained with.
    (layer(x).square().sum() - layer(x * 2).sum()).backward()
    let gradient = try #require(layer.original.grad)
    #expect(gradient.abs().sum().item() > 0)
    #expect(layer.bias?.grad != nil)
  }

  @Test func stateTravels() throws {
    let layer = made().eval()
    let other = SpectralNorm(Linear(3, 2, dtype: .float64)).eval()
    try other.load(layer.stateDict())
    #expect(other(x).array(as: Double.self) == layer(x).array(as: Double.self))
  }

  @Test func unwrappingLeavesAPlainWeight() {
    let layer = made().eval()
    let expected = layer(x).detach()
    let plain = layer.unwrapped()
    #expect(plain.namedParameters().map(\.name) == ["weight", "bias"])
    #expect((plain(x) - expected).abs().max().item() < 1e-12)
    #expect((layer(x) - expected).abs().max().item() < 1e-12)
  }

  @Test func mistakes() async {
    await #expect(processExitsWith: .failure) { _ = SpectralNorm(Linear(3, 2), axis: 2) }
    await #expect(processExitsWith: .failure) { _ = SpectralNorm(Linear(out: 2)) }
    await #expect(processExitsWith: .failure) {
      _ = SpectralNorm(Linear(3, 2), powerIterations: 0)
    }
  }
}
