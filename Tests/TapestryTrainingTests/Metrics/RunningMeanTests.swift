import TapestryTraining
import Testing

@Suite struct RunningMeanTests {
  @Test func weighsBatchesByTheirSize() {
    let mean = RunningMean()
    mean.update(1, count: 3)
    mean.update(5, count: 1)
    #expect(mean.value == 2)
    #expect("\(mean)" == "2.0000")
  }

  @Test func knowsNothingAtFirstAndAfterReset() {
    let mean = RunningMean()
    #expect(mean.value.isNaN)
    mean.update(1)
    mean.reset()
    #expect(mean.value.isNaN)
    mean.update(7)
    #expect(mean.value == 7)
  }
}
