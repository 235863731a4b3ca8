import Glibc
import TapestryCore
import TapestryTraining
import Testing

@Suite struct WeightedMetricTests {
  private let scores = Tensor([[0.9, 0.1], [0.2, 0.8], [0.7, 0.3], [0.4, 0.6]])
  private let labels = Tensor([0, 0, 0, 1], dtype: .int64)  // right, wrong, right, right

  @Test func anExampleOfWeightTwoCountsAsTwo() {
    let weights = Tensor([0.5, 2, 1, 0.5])
    let numbers = Tensor([1.0, 2, 3, 4])
    let targets = Tensor([0.0, 0, 0, 0])
    func expect(_ metric: MeanMetric, _ p: Tensor, _ t: Tensor, _ value: Double) {
      metric.update(p, t, weights: weights)
      #expect(abs(metric.value - value) < 1e-12, "\(type(of: metric))")
    }
    expect(Accuracy(), scores, labels, 2.0 / 4)
    expect(TopKAccuracy(k: 1), scores, labels, 2.0 / 4)
    expect(BinaryAccuracy(), scores[0..., 1], labels, 2.0 / 4)
    expect(MeanAbsoluteError(), numbers, targets, (0.5 + 4 + 3 + 2) / 4)
    expect(MeanSquaredError(), numbers, targets, (0.5 + 8 + 9 + 8) / 4)
    expect(RootMeanSquaredError(), numbers, targets, (25.5 / 4).squareRoot())
    expect(FunctionMetric { p, _ in p }, numbers, targets, 9.5 / 4)
  }

  @Test func weightsOfOneChangeNothing() {
    let logits = Tensor([[2, 0, 1], [0, 1, 3], [1, 1, 0]], dtype: .float64)
    let classes = Tensor([0, 1, -100], dtype: .int64)
    let (plain, weighted) = (Perplexity(), Perplexity())
    plain.update(logits, classes)
    weighted.update(logits, classes, weights: Tensor([1.0, 1, 1]))
    #expect(abs(plain.value - weighted.value) < 1e-12)
    #expect(weighted.totals[1] == 2)

    let (ignoring, same) = (Accuracy(ignoreIndex: 1), Accuracy(ignoreIndex: 1))
    ignoring.update(scores, labels)
    same.update(scores, labels, weights: Tensor.ones([4]))
    #expect(ignoring.totals == same.totals && same.totals == [2, 3])
  }

  @Test func weightsOfABatchCountForAllThatBelongsToAnExample() {
    let error = MeanAbsoluteError()
    error.update(Tensor([[1.0, 3], [5, 7]]), Tensor.zeros([2, 2]), weights: Tensor([3, 1]))
    #expect(error.value == (3 * 4 + 12) / 8)
    error.update(
      Tensor([[1.0, 3], [5, 7]]), Tensor.zeros([2, 2]), weights: Tensor([[0.0, 0], [0, 2]]))
    #expect(error.totals == [24 + 14, 8 + 2])
  }

  @Test func whatHasNoWeightMayBeNoNumber() {
    let error = MeanSquaredError()
    error.update(Tensor([2, .nan]), Tensor([0.0, 0]), weights: Tensor([1.0, 0]))
    #expect(error.value == 4)
    let none = MeanSquaredError()
    none.update(Tensor([2.0]), Tensor([0.0]), weights: Tensor([0.0]))
    #expect(none.value.isNaN)
  }

  @Test func weightsThatDoNotFitStopTheProgram() async {
    await #expect(processExitsWith: .signal(SIGABRT)) {
      Accuracy().update(
        Tensor.zeros([4, 2]), Tensor([0, 1, 0, 1], dtype: .int64), weights: Tensor([1.0, 1]))
    }
    await #expect(processExitsWith: .signal(SIGABRT)) {
      FunctionMetric { p, _ in p.mean() }
        .update(Tensor([1.0]), Tensor([1.0]), weights: Tensor([1.0]))
    }
  }
}
