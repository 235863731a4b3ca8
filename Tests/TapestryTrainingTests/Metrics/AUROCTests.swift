import TapestryCore
import TapestryTraining
import Testing

@Suite struct AUROCTests {
  @Test func tiesCountHalfAndOneSidedAnswersNotAtAll() {
    let area = AUROC()
    area.update(Tensor([1.0, 1, 0]), Tensor([1, 1, 1]))
    #expect(area.value.isNaN)
    area.update(Tensor([1.0, -3]), Tensor([0, 0]))
    #expect(area.value == (0.5 + 0.5 + 0 + 1 + 1 + 1) / 6)
  }

  @Test func thresholdsBoundMemory() {
    let area = AUROC(thresholds: 100)
    withSeed(1) {
      for _ in 0..<5 {
        let scores = Tensor.rand([1000])
        area.update(scores, Tensor.rand([1000]) .< scores)
      }
    }
    #expect(area.totals.count <= 300)
    // Of a score s, s of all are yes: the area is 5/6.
    #expect(abs(area.value - 5.0 / 6) < 0.02)
    area.update(Tensor([7.0, -7]), Tensor([1, 0]))
    #expect(area.totals.count <= 300)
  }

  @Test func mistakesStopTheProgram() async {
    await #expect(processExitsWith: .failure) { _ = AUROC(thresholds: 1) }
    await #expect(processExitsWith: .failure) { AUROC().update(Tensor([Double.nan]), Tensor([1])) }
  }
}
