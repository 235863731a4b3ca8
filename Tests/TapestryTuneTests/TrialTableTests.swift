import IOTestSupport
import TapestryTune
import Testing

@Suite struct TrialTableTests {
  @Test func aLineATrial() throws {
    let study = try Study(sampler: RandomSearch(), seed: 1)
    try study.enqueue(["x": 0.25, "kind": "a, b"])
    try study.enqueue(["x": 0.5, "kind": "say \"c\""])
    try study.enqueue(["x": 1, "kind": "a, b"])
    try study.optimize(trials: 3) { trial in
      let x = trial.float("x", 0...1)
      if trial.number == 2 { return .nan }
      _ = trial.categorical("kind", ["a, b", "say \"c\""])
      trial.note("mood", "fine")
      return x
    }
    let table = try TrialTable(study)
    #expect(
      table.columns == ["number", "state", "value", "seconds", "failure", "kind", "x", "note:mood"])
    #expect(table.rows.map { $0[2] } == ["0.25", "0.5", ""])
    let lines = table.csv.split(separator: "\r\n").map(String.init)
    #expect(lines.count == 4 && lines[0].hasPrefix("number,state,"))
    #expect(lines[1].hasPrefix("0,complete,0.25,") && lines[1].hasSuffix(",\"a, b\",0.25,fine"))
    #expect(lines[2].hasSuffix(",\"say \"\"c\"\"\",0.5,fine"))
    #expect(lines[3].hasPrefix("2,failed,,") && lines[3].hasSuffix(",the objective gave NaN,,1.0,"))

    let folder = TemporaryFolder()
    try table.write(to: folder.file("trials.csv"))
    #expect(try folder.read("trials.csv") == Array(table.csv.utf8))
  }

  @Test func eachObjectiveHasAColumn() throws {
    let study = try Study(directions: [.minimize, .maximize], sampler: RandomSearch(), seed: 1)
    try study.optimizeAll(trials: 2) { _ in [1, .infinity] }
    let table = try TrialTable(study)
    #expect(table.columns.prefix(4) == ["number", "state", "value 0", "value 1"])
    #expect(table.rows[1].prefix(4) == ["1", "complete", "1.0", "inf"])
  }
}
