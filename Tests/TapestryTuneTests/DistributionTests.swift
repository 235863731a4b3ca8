import TapestryTune
import Testing

@Suite struct DistributionTests {
  private func drawn(_ count: Int = 400, _ choose: (Trial) -> Double) throws -> [Double] {
    let study = try Study(sampler: RandomSearch(), seed: 1)
    return try (0..<count).map { _ in choose(try study.ask()) }
  }

  @Test func floatsFillTheirRange() throws {
    let values = try drawn { $0.float("x", -2...6) }
    #expect(values.allSatisfy { (-2...6).contains($0) })
    #expect(abs(values.reduce(0, +) / 400 - 2) < 0.3)
  }

  @Test func logarithmicFloatsAreEvenByMagnitude() throws {
    let values = try drawn { $0.float("x", 1e-4...1, log: true) }
    #expect(values.allSatisfy { (1e-4...1).contains($0) })
    for edge in [1e-3, 1e-2, 1e-1] {
      let share = Double(values.count { $0 < edge && $0 >= edge / 10 }) / 400
      #expect(abs(share - 0.25) < 0.07)
    }
  }

  @Test func stepsKeepToTheirGrid() throws {
    let values = try drawn { $0.float("x", 0...0.35, step: 0.1) }
    #expect(Set(values.map { ($0 * 10).rounded() }) == [0, 1, 2, 3])
    // Each value as often as the others, those at the ends too.
    #expect(abs(values.count { $0 < 0.05 } - 100) < 30)
  }

  @Test func ints() throws {
    let threes = try drawn { Double($0.int("n", 3...9, step: 3)) }
    #expect(Set(threes) == [3, 6, 9])
    let magnitudes = try drawn { Double($0.int("n", 1...1000, log: true)) }
    #expect(abs(magnitudes.count { $0 < 31.5 } - 200) < 50)
    let single = try drawn(20) { Double($0.int("n", 4...4)) }
    #expect(Set(single) == [4])
  }

  @Test func choices() throws {
    enum Kind: CaseIterable { case a, b, c }
    let study = try Study(sampler: RandomSearch(), seed: 1)
    var seen: Set<Kind> = []
    for _ in 0..<40 { seen.insert(try study.ask().categorical("kind", Kind.allCases)) }
    #expect(seen == [.a, .b, .c])
    #expect(try study.trials[0]["kind"].map { ["a", "b", "c"].contains($0.description) } == true)
  }

  @Test func valuesHaveCodes() {
    let float = Distribution.float(0...1, step: 0.25)
    #expect(float.code(of: 0.75) == 0.75 && float.code(of: 0.7) == nil)
    #expect(float.count == 5)
    let int = Distribution.int(2...10, step: 4)
    #expect(int.code(of: 6) == 6 && int.code(of: 7) == nil && int.count == 3)
    let choice = Distribution.categorical(["x", "y"])
    #expect(choice.code(of: "y") == 1 && choice.code(of: "z") == nil && choice.value(0) == "x")
    #expect(Distribution.float(0...1).count == nil)
  }
}
