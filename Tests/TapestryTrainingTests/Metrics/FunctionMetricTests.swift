import TapestryCore
import TapestryTraining
import Testing

@Suite struct FunctionMetricTests {
  private let predictions = Tensor([[1.0, 2], [3, 4], [5, 9]])
  private let targets = Tensor([[1.0, 2], [3, 5], [5, 5]])

  @Test func isTheMeanOverAllNumbers() {
    let withinOne = FunctionMetric(monitorMode: .max) { ($0 - $1).abs() .<= 1 }
    withinOne.update(predictions[0..<1], targets[0..<1])
    withinOne.update(predictions[1...], targets[1...])
    #expect(withinOne.value == 5.0 / 6)
    #expect(withinOne.monitorMode == .max)
    withinOne.update(Tensor.zeros([0, 2]), Tensor.zeros([0, 2]))
    #expect(withinOne.totals == [5, 6])
  }

  @Test func aScalarCountsAsManyTimesAsTheBatchHasExamples() {
    let largest = FunctionMetric { ($0 - $1).abs().max() }
    largest.update(predictions[0..<2], targets[0..<2])
    largest.update(predictions[2...], targets[2...])
    #expect(largest.totals == [1 + 1 + 4, 3])
    #expect(largest.value == 2)
    #expect(largest.monitorMode == .min)
  }

  @Test func leavesTheTapeAlone() {
    let weights = Parameter(Tensor([1.0, 2]))
    var isRecorded = true
    let metric = FunctionMetric { predictions, _ in
      let squares = predictions.square()
      isRecorded = squares.requiresGrad
      return squares
    }
    metric.update(weights * 2, Tensor([0, 0]))
    #expect(!isRecorded && metric.value == 10)
  }
}
