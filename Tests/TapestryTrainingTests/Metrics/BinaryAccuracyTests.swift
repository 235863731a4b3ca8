import TapestryCore
import TapestryTraining
import Testing

@Suite struct BinaryAccuracyTests {
  @Test func aScoreAtTheThresholdIsNo() {
    let accuracy = BinaryAccuracy()
    accuracy.update(Tensor([0.5, 0.51, 0.2]), Tensor([0, 1, 1]))
    #expect(accuracy.value == 2.0 / 3)
    accuracy.update(Tensor([[0.9], [0.1]]), Tensor([[true], [false]]))
    #expect(accuracy.value == 4.0 / 5)
    accuracy.update(Tensor.zeros([0]), Tensor.zeros([0]))
    #expect(accuracy.totals == [4, 5])
  }

  @Test func shapesMustAgree() async {
    await #expect(processExitsWith: .failure) {
      BinaryAccuracy().update(Tensor.zeros([3, 1]), Tensor.zeros([3]))
    }
  }
}
