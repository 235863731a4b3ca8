import TapestryCore
import TapestryTraining
import Testing

@Suite struct ConfusionMatrixTests {
  @Test func rowsAreRightClassesAndColumnsPredictions() {
    let confusion = ConfusionMatrix(classes: 3)
    #expect(confusion.value.isNaN)
    confusion.update(Tensor([[0.0, 0, 1], [1, 0, 0]]), Tensor([0, 0], dtype: .int64))
    confusion.update(Tensor([[2, 1]], dtype: .uint8), Tensor([[2, 0]], dtype: .int32))
    #expect(confusion.counts.dtype == .int64)
    #expect(confusion.counts[0].array(as: Int.self) == [1, 1, 1])
    #expect(confusion.counts[2].array(as: Int.self) == [0, 0, 1])
    #expect(confusion.value == 0.5)
    confusion.update(Tensor.zeros([0, 3]), Tensor.zeros([0], dtype: .int64))
    #expect(confusion.totals == [1, 1, 1, 0, 0, 0, 0, 0, 1])
    confusion.reset()
    #expect(confusion.value.isNaN)
  }

  @Test func aClassThatThereIsNotIsAMistake() async {
    await #expect(processExitsWith: .failure) {
      ConfusionMatrix(classes: 2).update(Tensor.zeros([1, 3]), Tensor([2], dtype: .int64))
    }
  }
}
