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

  /// Training goes on until something better than a trap ends it.
  @Test func aScoreThatIsNaNMakesTheAreaNaN() {
    for area in [AUROC(), AUROC(thresholds: 10)] {
      area.update(Tensor([0.9, .nan, 0.2]), Tensor([1, 1, 0]))
      #expect(area.value.isNaN)
      let copy = AUROC(thresholds: area.thresholds)
      copy.totals = area.totals
      copy.update(Tensor([0.9]), Tensor([1]))
      #expect(copy.value.isNaN)
      area.reset()
      area.update(Tensor([0.9, 0.2]), Tensor([1, 0]))
      #expect(area.value == 1)
    }
    let classes = AUROC(classes: 2)
    classes.update(Tensor([[0.1, 0.9], [.nan, 0.3]]), Tensor([1, 0], dtype: .int64))
    #expect(classes.value.isNaN)
    #expect(classes.perClass[1] == 1)
  }

  @Test func areasOfEachClassAreThoseOfYesOrNo() {
    let scores = withSeed(1) { Tensor.rand([40, 3]) }
    let labels = withSeed(2) { Tensor.randint(0..<2, [40]) }
    for thresholds in [nil, 7] {
      let areas = AUROC(classes: 3, thresholds: thresholds)
      areas.update(scores, labels)
      for place in 0..<2 {
        let area = AUROC(thresholds: thresholds)
        area.update(scores[0..., place], labels .== place)
        #expect(areas.perClass[place] == area.value)
      }
      // Class 2 never came up, and does not count.
      #expect(areas.perClass[2].isNaN)
      #expect(areas.value == (areas.perClass[0] + areas.perClass[1]) / 2)
    }
  }

  @Test func aValueIsNotOlderThanTheLastUpdate() {
    let (area, other) = (AUROC(), AUROC())
    area.update(Tensor([0.9, 0.2]), Tensor([1, 0]))
    #expect(area.value == 1 && area.value == 1)
    area.update(Tensor([0.1]), Tensor([1]))
    #expect(area.value == 0.5)
    other.update(Tensor([0.0]), Tensor([1]))
    area.merge(other)
    #expect(area.value == 1.0 / 3)
  }

  @Test func mistakesStopTheProgram() async {
    await #expect(processExitsWith: .failure) { _ = AUROC(thresholds: 1) }
    await #expect(processExitsWith: .failure) { _ = AUROC(classes: 1) }
    await #expect(processExitsWith: .failure) {
      AUROC(classes: 3).update(Tensor.zeros([2, 4]), Tensor([0, 1], dtype: .int64))
    }
    await #expect(processExitsWith: .failure) {
      AUROC(classes: 3).update(Tensor.zeros([2, 3]), Tensor([0, 3], dtype: .int64))
    }
  }
}
