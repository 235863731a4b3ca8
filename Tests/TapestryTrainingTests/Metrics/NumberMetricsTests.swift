import TapestryCore
import TapestryTraining
import Testing

@Suite struct NumberMetricsTests {
  @Test func errorsOfIntegersAndOfManyAxes() {
    let (squared, absolute) = (MeanSquaredError(), MeanAbsoluteError())
    for metric in [squared, absolute] as [MeanMetric] {
      metric.update(Tensor([[1.0, 2], [3, 7]]), Tensor([[1, 2], [3, 4]]))
      metric.update(Tensor.zeros([0, 2]), Tensor.zeros([0, 2]))
    }
    #expect(squared.value == 9.0 / 4)
    #expect(absolute.value == 3.0 / 4)
  }

  @Test func explainedVarianceAtItsEdges() {
    let score = R2Score()
    score.update(Tensor([1.0]), Tensor([1.0]))
    #expect(score.value.isNaN)
    score.update(Tensor([1.0]), Tensor([1.0]))
    #expect(score.value == 1)
    score.update(Tensor([2.0]), Tensor([1.0]))
    #expect(score.value == 0)
    score.reset()
    score.update(Tensor([2.0, 2]), Tensor([1.0, 3]))
    #expect(score.value == 0)
  }

  /// In float32, a mean a million times the deviation would leave nothing of it.
  @Test func explainedVarianceDoesNotCancel() {
    let score = R2Score()
    for _ in 0..<10 {
      score.update(
        Tensor([1e6, 1e6 + 2], dtype: .float64), Tensor([1e6 - 1, 1e6 + 1], dtype: .float64))
    }
    #expect(abs(score.value) < 1e-9)
  }

  @Test func shapesMustAgree() async {
    await #expect(processExitsWith: .failure) {
      MeanSquaredError().update(Tensor.zeros([2, 1]), Tensor.zeros([2]))
    }
    await #expect(processExitsWith: .failure) {
      let score = R2Score()
      score.update(Tensor.zeros([2, 2]), Tensor.zeros([2, 2]))
      score.update(Tensor.zeros([2, 3]), Tensor.zeros([2, 3]))
    }
  }
}
