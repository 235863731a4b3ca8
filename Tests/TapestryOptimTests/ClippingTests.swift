import TapestryCore
import TapestryOptim
import Testing

@Suite struct ClippingTests {
  private func parameters() -> [Parameter] {
    [Tensor([3, -4]), Tensor([[12]]), Tensor([1])].enumerated().map { index, gradient in
      let parameter = Parameter(Tensor.zeros(like: gradient))
      if index < 2 { parameter.grad = gradient }
      return parameter
    }
  }

  private func gradients(_ parameters: [Parameter]) -> [Double] {
    parameters.compactMap(\.grad).flatMap { $0.array(as: Double.self) }
  }

  @Test(arguments: [(2, 13.0), (1, 19), (.infinity, 12)] as [(Double, Double)])
  func theNormIsOfAllGradientsTogether(type: Double, norm: Double) {
    let parameters = parameters()
    #expect(abs(clipGradNorm(parameters, maxNorm: 100, normType: type) - norm) < 1e-5)
    #expect(gradients(parameters) == [3, -4, 12])
    #expect(abs(clipGradNorm(parameters, maxNorm: norm / 2, normType: type) - norm) < 1e-5)
    for (found, expected) in zip(gradients(parameters), [1.5, -2, 6]) {
      #expect(abs(found - expected) < 1e-5)
    }
  }

  @Test func nanSpreadsToEveryGradient() {
    let parameters = parameters()
    parameters[0].grad = Tensor([Double.nan, 1], dtype: .float32)
    #expect(clipGradNorm(parameters, maxNorm: 1).isNaN)
    #expect(gradients(parameters).allSatisfy { $0.isNaN })
    #expect(clipGradNorm(parameters, maxNorm: 1, normType: .infinity).isNaN)
  }

  @Test func withoutGradientsTheNormIsZero() {
    #expect(clipGradNorm([Parameter(Tensor.ones([1]))], maxNorm: 1) == 0)
  }

  @Test func valuesAreClippedOneByOne() {
    let parameters = parameters()
    clipGradValue(parameters, limit: 3.5)
    #expect(gradients(parameters) == [3, -3.5, 3.5])
  }

  @Test func aNegativeLimitStopsTheProgram() async {
    await #expect(processExitsWith: .failure) { clipGradValue([], limit: -1) }
    await #expect(processExitsWith: .failure) { clipGradNorm([], maxNorm: -1) }
  }

  @Test func normsOfSingleGradients() {
    let parameters = parameters()
    #expect(gradNorms(parameters) == [5, 12, 0])
    #expect(gradNorms(parameters, normType: 1) == [7, 12, 0])
    #expect(totalNorm(parameters.compactMap(\.grad), normType: 0) == 3)
    #expect(totalNorm([]) == 0)
    #expect(totalNorm([Tensor.zeros([0]), Tensor([3, 4])]) == 5)
  }

  @Test func normsOfHalfPrecisionDoNotOverflow() {
    #expect(totalNorm([Tensor.full([4], 60_000, dtype: .float16)]) == 120_000)
  }

  @Test func aNormThatIsNotFiniteIsAnErrorWhereAskedFor() throws {
    let parameters = parameters()
    let norm = try clipGradNorm(parameters, maxNorm: 6.5, errorIfNonfinite: true)
    #expect(norm == 13)
    parameters[0].grad = Tensor([Double.infinity, 1], dtype: .float32)
    let before = gradients(parameters)
    let error = #expect(throws: NonfiniteNormError.self) {
      try clipGradNorm(parameters, maxNorm: 1, errorIfNonfinite: true)
    }
    #expect(error?.norm == .infinity)
    #expect(gradients(parameters) == before)
    #expect(try clipGradNorm(parameters, maxNorm: 1, errorIfNonfinite: false) == .infinity)
  }

  @Test func aNormOfMoreThanTheseGradientsCanBeGiven() {
    let parameters = parameters()
    clipGradsWithNorm(parameters, maxNorm: 1, totalNorm: 2 - 1e-6)
    #expect(gradients(parameters) == [1.5, -2, 6])
    clipGradsWithNorm(parameters, maxNorm: 1, totalNorm: 0.5)
    #expect(gradients(parameters) == [1.5, -2, 6])
  }
}
