import TapestryCore
import TapestryTraining
import Testing

@Suite struct TopKAccuracyTests {
  private let scores = Tensor([[0.1, 0.5, 0.3], [2.0, 2, 2], [0, .nan, 1]])

  @Test(arguments: zip([1, 2, 3, 9], [1.0, 2, 2, 2]))
  func tiesDoNotPushOutAndNaNIsNeverRight(k: Int, right: Double) {
    let accuracy = TopKAccuracy(k: k)
    accuracy.update(scores, Tensor([2, 0, 1], dtype: .int64))
    #expect(accuracy.totals == [right, 3])
  }

  @Test func labelsThatAreNoClassAreNeverRight() {
    let accuracy = TopKAccuracy(k: 3)
    accuracy.update(scores, Tensor([-100, 3, 0], dtype: .int64))
    #expect(accuracy.value == 1.0 / 3)
    accuracy.update(Tensor([[[0.0, 1], [1, 0]]]), Tensor([[0, 1]], dtype: .uint8))
    #expect(accuracy.value == 3.0 / 5)
  }

  @Test func mistakesStopTheProgram() async {
    await #expect(processExitsWith: .failure) { _ = TopKAccuracy(k: 0) }
    await #expect(processExitsWith: .failure) {
      TopKAccuracy(k: 1).update(Tensor.zeros([2, 3]), Tensor.zeros([3]))
    }
  }

  @Test func labelsThatDoNotCount() {
    let accuracy = TopKAccuracy(k: 1, ignoreIndex: 0)
    accuracy.update(scores, Tensor([1, 0, 2], dtype: .int64))
    #expect(accuracy.totals == [2, 2])
  }
}
