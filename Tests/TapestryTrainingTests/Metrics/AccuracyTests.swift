import TapestryCore
import TapestryTraining
import Testing

@Suite struct AccuracyTests {
  private let scores = Tensor([[0.1, 0.9, 0.0], [2.0, -1.0, 1.0], [0.0, 0.0, 5.0]])

  @Test func countsOverBatchesOfDifferentSize() {
    let accuracy = Accuracy()
    accuracy.update(scores, Tensor([1, 0, 0], dtype: .int64))
    accuracy.update(Tensor([[0.0, 1.0]]), Tensor([0], dtype: .int64))
    #expect(accuracy.value == 0.5)
    #expect("\(accuracy)" == "0.5000")
  }

  @Test(arguments: [DType.int64, .int32, .uint8])
  func takesLabelsOfAnyIntegerType(dtype: DType) {
    let accuracy = Accuracy()
    accuracy.update(scores, Tensor([1, 0, 1], dtype: dtype))
    #expect(accuracy.value == 2.0 / 3)
  }

  @Test func takesMoreAxesAndNoBatchAtAll() {
    let accuracy = Accuracy()
    accuracy.update(
      Tensor([[[1, 0], [0, 1]], [[1, 0], [0, 1]]]),
      Tensor([[0, 1], [1, 1]], dtype: .int64))
    accuracy.update(Tensor([3, 1]), Tensor(0, dtype: .int64))
    #expect(accuracy.value == 4.0 / 5)
  }

  @Test func knowsNothingAtFirstAfterResetAndOfEmptyBatches() {
    let accuracy = Accuracy()
    #expect(accuracy.value.isNaN)
    accuracy.update(scores, Tensor([1, 0, 2], dtype: .int64))
    accuracy.reset()
    accuracy.update(Tensor.zeros([0, 3]), Tensor.zeros([0], dtype: .int64))
    #expect(accuracy.value.isNaN)
  }

  @Test func labelsThatDoNotCount() {
    let accuracy = Accuracy(ignoreIndex: 0)
    accuracy.update(scores, Tensor([1, 0, 1], dtype: .int64))
    #expect(accuracy.totals == [1, 2])
    accuracy.update(scores, oneHot(Tensor([1, 0, 2], dtype: .int64), classes: 3))
    #expect(accuracy.totals == [3, 4])
    let padded = Accuracy(ignoreIndex: -100)
    padded.update(scores, Tensor([-100, -100, -100], dtype: .int64))
    #expect(padded.value.isNaN)
  }

  @Test(arguments: [DType.float32, .float16])
  func scoresOfWhichOneIsNaNAreNeverRight(dtype: DType) {
    let accuracy = Accuracy()
    let scores = Tensor([[0, .nan, 1], [.nan, 2, 1], [0, 1, 2]]).cast(to: dtype)
    accuracy.update(scores, Tensor([1, 1, 2], dtype: .int64))
    #expect(accuracy.totals == [1, 3])
  }

  @Test func leavesTheTapeAlone() {
    let weights = Parameter(Tensor([[1.0, 2.0]]))
    let logits = weights * 2
    Accuracy().update(logits, Tensor([1], dtype: .int64))
    logits.sum().backward()
    #expect(weights.grad?.array(as: Float.self) == [2, 2])
  }

  @Test func stopsOverShapesThatDoNotFit() async {
    await #expect(processExitsWith: .failure) {
      Accuracy().update(Tensor.zeros([3, 10]), Tensor.zeros([4], dtype: .int64))
    }
    await #expect(processExitsWith: .failure) {
      Accuracy().update(Tensor.zeros([3, 10]), Tensor.zeros([3]))
    }
  }
}
