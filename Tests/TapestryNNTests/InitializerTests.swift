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

  private struct Case {
    let initializer: Initializer
    var mean = 0.0
    let variance: Double
  }

  @Test func variancesAreWhatThePapersSay() {
    // Fan-in is 50 · 2, fan-out 200 · 2.
    let cases = [
      Case(initializer: .uniform(-1, 3), mean: 1, variance: 4.0 / 3),
      Case(initializer: .normal(mean: 2, standardDeviation: 3), mean: 2, variance: 9),
      Case(initializer: .xavierUniform(), variance: 2.0 / 500),
      Case(initializer: .xavierNormal(gain: 2), variance: 8.0 / 500),
      Case(initializer: .kaimingUniform(), variance: 2.0 / 100),
      Case(initializer: .kaimingNormal(mode: .fanOut), variance: 2.0 / 400),
      Case(initializer: .kaimingUniform(.leakyReLU(negativeSlope: 2)), variance: 0.4 / 100),
      Case(initializer: .kaimingNormal(.tanh), variance: 25.0 / 9 / 100),
    ]
    for (index, expected) in cases.enumerated() {
      let found = moments(expected.initializer)
      #expect(abs(found.variance - expected.variance) < 0.04 * expected.variance, "case \(index)")
      let allowed = 0.05 * expected.variance.squareRoot()
      #expect(abs(found.mean - expected.mean) < allowed, "case \(index)")
    }
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
