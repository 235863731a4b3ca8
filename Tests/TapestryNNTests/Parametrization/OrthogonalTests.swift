import TapestryCore
import TapestryNN
import TapestryTesting
import Testing

@Suite struct OrthogonalTests {
  private static let shapes: [Shape] = [[4, 4], [5, 3], [2, 5], [1, 3]]

  private func layer(_ shape: Shape) -> Linear {
    withSeed(1) { Linear(shape[1], shape[0], dtype: .float64) }
  }

  /// How far the fewer of rows and columns are from being orthonormal.
  private func error(_ weight: Tensor) -> Double {
    let w = weight.detach()
    let isWide = w.shape[w.rank - 2] < w.shape[w.rank - 1]
    let product = isWide ? w.matmul(w.transposed()) : w.transposed().matmul(w)
    return (product - Tensor.eye(product.shape.last!, dtype: w.dtype)).abs().max().item()
  }

  @Test(arguments: shapes, OrthogonalMap.allCases)
  func theWeightStaysOrthogonalInTraining(shape: Shape, map: OrthogonalMap) {
    for useTrivialization in [true, false] {
      let layer = Orthogonal(layer(shape), map: map, useTrivialization: useTrivialization)
      #expect(error(layer.derivedWeight()) < 1e-12)
      let target = withSeed(2) { Tensor.randn(shape, dtype: .float64) }
      var losses: [Double] = []
      for _ in 0..<20 {
        layer.zeroGrad()
        let loss = (layer.derivedWeight() - target).square().sum()
        loss.backward()
        noGrad { layer.original.copy(from: layer.original - layer.original.grad! * 0.05) }
        losses.append(loss.item())
      }
      #expect(error(layer.derivedWeight()) < 1e-12)
      #expect(losses.last! < losses[0], "\(losses)")
    }
  }

  @Test(arguments: shapes) func anOrthogonalWeightIsWhatItStartsFrom(shape: Shape) throws {
    let plain = layer(shape)
    plain.weight.initialize(.orthogonal())
    let start = plain.weight.detach().clone()
    let reflected = Orthogonal(plain, map: .householder, useTrivialization: false)
    try assertClose(reflected.derivedWeight(), start)
    for map in OrthogonalMap.allCases {
      let plain = layer(shape)
      noGrad { plain.weight.copy(from: start) }
      try assertClose(Orthogonal(plain, map: map).derivedWeight(), start)
    }
  }

  @Test func kernelsOfConvolutionsAreBatchesOfMatrices() {
    let layer = Orthogonal(Conv2d(2, 3, kernelSize: [3, 2], dtype: .float64))
    #expect(layer.map == .householder)
    #expect(layer.buffers().map(\.shape) == [[3, 2, 3, 3]])
    #expect(error(layer.derivedWeight()) < 1e-12)
  }

  @Test func namesAndOrderArePyTorchs() {
    let model = Sequential { Orthogonal(Linear(3, 5)) }
    #expect(
      model.namedParameters().map(\.name) == ["0.bias", "0.parametrizations.weight.original"])
    #expect(model.namedBuffers().map(\.name) == ["0.parametrizations.weight.0.base"])
    let plain = Orthogonal(Linear(3, 5), useTrivialization: false)
    #expect(plain.namedBuffers().isEmpty)
    #expect(
      plain.description == "Orthogonal<Linear>(3, 5, map: householder, useTrivialization: false)")
  }

  @Test func stateTravels() throws {
    let x = Tensor.randn([4, 3], dtype: .float64)
    let (layer, other) = (
      Orthogonal(Linear(3, 3, dtype: .float64)), Orthogonal(Linear(3, 3, dtype: .float64))
    )
    try other.load(layer.stateDict())
    try assertClose(other(x), layer(x))
  }

  @Test func unwrappingLeavesAPlainWeight() async throws {
    let layer = Orthogonal(layer([5, 3]))
    let parameter = layer.original
    let expected = layer.derivedWeight().detach()
    let plain = layer.unwrapped()
    #expect(plain.weight === parameter)
    try assertClose(plain.weight, expected)
    await #expect(processExitsWith: .failure) {
      let layer = Orthogonal(Linear(3, 2))
      _ = layer.unwrapped()
      _ = layer(Tensor.zeros([1, 3]))
    }
  }

  @Test func mistakes() async {
    await #expect(processExitsWith: .failure) { _ = Orthogonal(Linear(out: 2)) }
    await #expect(processExitsWith: .failure) { _ = Orthogonal(Linear(3, 2, dtype: .float16)) }
  }
}
