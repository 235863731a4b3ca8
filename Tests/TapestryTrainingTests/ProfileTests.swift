import IOTestSupport
import TapestryCore
import TapestryIO
import TapestryNN
import TapestryTraining
import Testing

@Suite struct ProfileTests {
  private let model = Sequential {
    Linear(8, 4)
    ReLU()
    Linear(4, 2)
  }

  private func step() { model(Tensor.ones([3, 8])).sum().backward() }

  @Test func rowsAreByOperationModuleAndPhase() throws {
    let profile = profile(prints: false) {
      for _ in 0..<5 { step() }
    }
    func row(_ operation: String, _ phase: Profile.Phase, _ module: String) throws -> Profile.Row {
      try #require(
        profile.rows.first {
          $0.operation == operation && $0.phase == phase && $0.module.hasPrefix(module)
        })
    }
    for phase in [Profile.Phase.forward, .backward] {
      #expect(try row("linear", phase, "0: Linear(8, 4").calls == 5)
      #expect(try row("linear", phase, "2: Linear(4, 2").calls == 5)
      #expect(try row("relu", phase, "1: ReLU").calls == 5)
      #expect(try row("sum", phase, "").module == "")
    }
    #expect(try row("linear", .forward, "0: ").byteCount == 5 * 4 * 3 * 4)
    let times = profile.rows.map(\.seconds)
    #expect(times == times.sorted(by: >))
    #expect(times.allSatisfy { $0 > 0 })
    #expect(times.reduce(0, +) <= profile.seconds)
    let first = profile.rows[0]
    #expect(first.meanSeconds == first.seconds / Double(first.calls))
  }

  @Test func tableHasSumsOfPhases() {
    let profile = profile(prints: false) { step() }
    let lines = profile.description.split(separator: "\n")
    #expect(Set(lines.map(\.count)).count == 1, "all lines are of one width")
    #expect(lines[0].hasPrefix("Phase "))
    #expect(lines.count == profile.rows.count + 6)
    #expect(lines[lines.count - 3].hasPrefix("forward  "))
    #expect(lines[lines.count - 2].hasPrefix("backward "))
    #expect(lines[lines.count - 1].hasPrefix("Whole run"))

    let short = profile.table(rowCount: 2).split(separator: "\n")
    #expect(short.count == 2 + 7)
    #expect(short[4].contains("… \(profile.rows.count - 2) more"))
  }

  @Test func anEmptyRunIsATable() {
    let profile = profile(prints: false) {}
    #expect(profile.rows.isEmpty)
    #expect(profile.description.contains("Whole run"))
    #expect(profile.chromeTrace.contains("traceEvents"))
  }

  @Test func errorsOfTheBodyComeOut() {
    struct Failure: Error {}
    #expect(throws: Failure.self) {
      try profile(prints: false) { () throws(Failure) in throw Failure() }
    }
  }

  @Test func timesAreReadable() {
    #expect(timeText(41e-9) == "41.0 ns")
    #expect(timeText(3.2e-3) == "3.20 ms")
    #expect(timeText(491e-6) == "491 µs")
    #expect(timeText(12.34) == "12.3 s")
    #expect(timeText(0) == "0.00 ns")
  }
}
