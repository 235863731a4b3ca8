import TapestryCore
import TapestryTraining
import Testing

@Suite struct ClassRateTests {
  @Test func rateOfNothingIsZeroAndOfNoExamplesNaN() {
    for metric in [Precision(), Recall(), FBeta()] as [ClassRate] {
      #expect(metric.value.isNaN)
      metric.update(Tensor([0.1, 0.2]), Tensor([0, 0]))
      #expect(metric.value == 0)
      metric.reset()
      #expect(metric.value.isNaN)
    }
  }

  @Test func ratesOfEachClass() {
    let (precision, recall) = (Precision(classes: 3), Recall(classes: 3))
    for metric in [precision, recall] as [ClassRate] {
      metric.update(Tensor([0, 0, 1, 1], dtype: .int64), Tensor([0, 1, 1, 1], dtype: .int64))
    }
    #expect(precision.perClass == [0.5, 1, 0])
    #expect(recall.perClass == [1, 2.0 / 3, 0])
    // Class 2 never came up, and does not count.
    #expect(precision.value == 0.75)
    #expect("\(precision)" == "0.7500")
  }

  @Test func mistakesStopTheProgram() async {
    await #expect(processExitsWith: .failure) { _ = Precision(classes: 0) }
    await #expect(processExitsWith: .failure) { _ = Recall(classes: -1) }
    let stop = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Recall(classes: 0) }
    #expect(String(decoding: stop!.standardErrorContent, as: UTF8.self).contains("Recall: 0 cl"))
    await #expect(processExitsWith: .failure) { _ = FBeta(beta: 0) }
    await #expect(processExitsWith: .failure) {
      Precision().update(Tensor.zeros([2]), Tensor.zeros([3]))
    }
    await #expect(processExitsWith: .failure) {
      Recall(classes: 3).update(Tensor.zeros([2, 3]), Tensor([0, 3], dtype: .int64))
    }
    await #expect(processExitsWith: .failure) {
      Recall(classes: 3).update(Tensor.zeros([2, 3]), Tensor([-1, 0], dtype: .int64))
    }
  }
}
