import TapestryCore
import TapestryNN
import Testing

@Suite struct StructuredInitializerTests {
  @Test func truncatedNumbersFollowTheirDistribution() {
    let values = withSeed(3) {
      Initializer.truncatedNormal(mean: 1, standardDeviation: 2, low: -1, high: 4)([20_000])
    }.array(as: Double.self)
    #expect(values.allSatisfy { (-1...4).contains($0) })
    let mean = values.reduce(0, +) / Double(values.count)
    // μ + σ (φ(α) − φ(β)) / (Φ(β) − Φ(α)) for α = −1, β = 1.5.
    let expected = 1 + 2 * (0.2419707 - 0.1295176) / (0.9331928 - 0.1586553)
    #expect(abs(mean - expected) < 0.04)
    let below = Double(values.filter { $0 < 1 }.count) / Double(values.count)
    #expect(abs(below - (0.5 - 0.1586553) / (0.9331928 - 0.1586553)) < 0.02)
  }

  @Test func orthogonalRowsOrColumns() {
    for shape in [[3, 5], [5, 3], [4, 4], [3, 2, 2], [6, 1, 2]] as [Shape] {
      let weight = withSeed(4) { Initializer.orthogonal(gain: 2)(shape, dtype: .float64) }
      #expect(weight.shape == shape)
      let matrix = weight.reshaped(to: [shape[0], -1])
      let isWide = matrix.shape[0] <= matrix.shape[1]
      let product =
        isWide ? matrix.matmul(matrix.transposed(0, 1)) : matrix.transposed(0, 1).matmul(matrix)
      let identity = Tensor.eye(product.shape[0], dtype: .float64) * 4
      #expect((product - identity).abs().max().item(as: Double.self) < 1e-12, "\(shape)")
    }
  }

  @Test func sparseColumnsHaveTheirShareOfZeros() {
    let values = withSeed(5) { Initializer.sparse(sparsity: 0.25)([10, 6], dtype: .float64) }
    for column in 0..<6 {
      #expect(values[0..., column].array(as: Double.self).filter { $0 == 0 }.count == 3)
    }
    let rest = values.array(as: Double.self).filter { $0 != 0 }
    #expect(rest.allSatisfy { abs($0) < 0.06 } && rest.count == 42)
  }

  @Test func identities() {
    #expect(Initializer.eye([2, 3]).array(as: Float.self) == [1, 0, 0, 0, 1, 0])
    let x = Tensor.randn([1, 4, 5, 5])
    let layer = Conv2d(
      4, 4, kernelSize: 3, padding: 1, bias: false, weightInitializer: .dirac())
    #expect(layer(x).array(as: Float.self) == x.array(as: Float.self))
    let grouped = Conv2d(
      4, 4, kernelSize: 3, padding: 1, groups: 2, bias: false, weightInitializer: .dirac(groups: 2))
    #expect(grouped(x).array(as: Float.self) == x.array(as: Float.self))
    #expect(
      Initializer.dirac()([2, 3, 2]).array(as: Float.self) == [0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0])
  }

  @Test func wrongShapesAreMistakes() async {
    await #expect(processExitsWith: .failure) { _ = Initializer.orthogonal()([3]) }
    await #expect(processExitsWith: .failure) { _ = Initializer.eye([3]) }
    await #expect(processExitsWith: .failure) { _ = Initializer.sparse(sparsity: 0.5)([3]) }
    await #expect(processExitsWith: .failure) { _ = Initializer.sparse(sparsity: 1.5) }
    await #expect(processExitsWith: .failure) { _ = Initializer.dirac()([3, 2]) }
    await #expect(processExitsWith: .failure) { _ = Initializer.truncatedNormal(low: 1, high: 0) }
  }
}
