import TapestryCore
import TapestryNN
import Testing

@Suite struct InitializerTests {
  private func moments(_ initializer: Initializer) -> (
    mean: Double, variance: Double, largest: Double
  ) {
    let values = withSeed(9) { initializer([200, 50, 2]).array(as: Double.self) }
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(values.count)
    return (mean, variance, values.map(abs).max()!)
  }

  @Test(arguments: [
    // Fan-in is 50 · 2, fan-out 200 · 2.
    (Initializer.uniform(-1, 3), 4.0 / 3, 1.0), (.normal(mean: 2, standardDeviation: 3), 9, 2),
    (.xavierUniform(), 2.0 / 500, 0), (.xavierNormal(gain: 2), 8.0 / 500, 0),
    (.kaimingUniform(), 2.0 / 100, 0), (.kaimingNormal(mode: .fanOut), 2.0 / 400, 0),
    (.kaimingUniform(.leakyReLU(negativeSlope: 2.0)), 0.4 / 100, 0),
    (.kaimingNormal(.tanh), 25.0 / 9 / 100, 0),
  ])
  func variancesAreWhatThePapersSay(initializer: Initializer, variance: Double, mean: Double) {
    let found = moments(initializer)
    #expect(abs(found.variance - variance) < 0.04 * variance)
    #expect(abs(found.mean - mean) < 0.05 * variance.squareRoot())
  }

  @Test func uniformOnesStayWithinTheirBounds() {
    #expect(moments(.kaimingUniform()).largest <= (6.0 / 100).squareRoot())
    #expect(moments(.xavierUniform()).largest <= (6.0 / 500).squareRoot())
  }

  @Test func initializingChangesInPlace() {
    let parameter = Parameter(Tensor.zeros([2, 2], dtype: .float64))
    parameter.initialize(.ones)
    #expect(parameter.array(as: Double.self) == [1, 1, 1, 1])
    #expect(parameter.isLeaf && parameter.requiresGrad)
  }

  @Test func aVectorHasNoFans() async {
    await #expect(processExitsWith: .failure) { _ = Initializer.xavierNormal()([3]) }
  }
}
