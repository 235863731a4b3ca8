import TapestryTraining
import Testing

@Suite struct TicksTests {
  @Test(arguments: [
    (0.0, 1.0, 5, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
    (0.0, 2345.0, 7, ["0", "500", "1,000", "1,500", "2,000"]),
    (0.93, 0.98, 5, ["0.93", "0.94", "0.95", "0.96", "0.97", "0.98"]),
    (-3.0, 4.0, 4, ["-2", "0", "2", "4"]),
    (1.0, 5.0, 7, ["1.0", "1.5", "2.0", "2.5", "3.0", "3.5", "4.0", "4.5", "5.0"]),
  ])
  func labels(low: Double, high: Double, count: Int, labels: [String]) {
    let ticks = Ticks(within: low...high, about: count)
    #expect(ticks.values.map(ticks.label) == labels)
  }

  @Test func niceRangesEndAtTicks() {
    let range = Ticks.niceRange(around: 0.061...2.37, about: 6)
    #expect(range == 0...2.5)
    let ticks = Ticks(within: range, about: 6)
    #expect(ticks.values.first == range.lowerBound)
    #expect(ticks.values.last == range.upperBound)
  }

  @Test func niceRangesOfRoundNumbersStay() {
    #expect(Ticks.niceRange(around: 0...1, about: 5) == 0...1)
  }

  @Test func ticksAreFewAtAnyMagnitude() {
    for exponent in -90...90 {
      let high = Double(sign: .plus, exponent: exponent, significand: 1.37)
      let ticks = Ticks(within: 0...high, about: 6)
      #expect((3...13).contains(ticks.values.count), "0...\(high)")
      #expect(ticks.values.allSatisfy { (0...high * 1.0001).contains($0) }, "0...\(high)")
    }
  }
}
