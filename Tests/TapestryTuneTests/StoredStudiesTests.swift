import Glibc
import IOTestSupport
import TapestryTune
import Testing

@Suite struct StoredStudiesTests {
  private let folder = TemporaryFolder()

  private func storages() throws -> [any StudyStorage] {
    [MemoryStorage(), try SQLiteStorage(folder.file("studies.sqlite"))]
  }

  @Test func studiesAreListedAndRemoved() throws {
    for storage in try storages() {
      #expect(try storage.studyNames().isEmpty)
      for name in ["b", "a", "c"] {
        let study = try Study(name, sampler: RandomSearch(), storage: storage, seed: 1)
        try study.enqueue(["x": 0.5])
        try study.optimize(trials: 3) { trial in
          trial.report(1, step: 1)
          trial.note("mood", "fine")
          return trial.float("x", 0...1)
        }
      }
      #expect(try storage.studyNames() == ["a", "b", "c"])
      #expect(try storage.deleteStudy("c"))
      #expect(try !storage.deleteStudy("c"))
      #expect(try storage.studyNames() == ["a", "b"])
      // One of the same name begins anew, and may go elsewhere.
      let again = try Study("c", direction: .maximize, storage: storage, seed: 1)
      #expect(try again.trials.isEmpty)
      #expect(try Study("b", storage: storage).trials.count == 3)
    }
  }

  @Test func knownResultsAreAdded() throws {
    let former = try Study(sampler: RandomSearch(), seed: 2)
    try former.optimize(trials: 4) { trial in
      let x = trial.float("x", 0...1)
      trial.report(x, step: 2)
      trial.report(.nan, step: 1)
      trial.note("mood", "fine")
      if trial.number == 1 { throw TrialPruned() }
      if trial.number == 2 { return .nan }
      return x
    }
    for storage in try storages() {
      let study = try Study(sampler: RandomSearch(), storage: storage, seed: 1)
      try study.optimize(trials: 1) { 2 + $0.float("x", 0...1) }
      for trial in try former.trials { try study.add(trial) }
      let byHand = TrialRecord(
        [
          TrialParameter("x", .float(0...1), 0.25),
          TrialParameter("kind", .categorical(["a"]), "a"),
        ], values: [-1])
      #expect(try study.add(byHand) == 5)
      let trials = try study.trials
      #expect(trials.map(\.number) == Array(0..<6))
      for (added, known) in zip(trials.dropFirst(), try former.trials + [byHand]) {
        #expect(added.state == known.state && added.parameters == known.parameters)
        #expect(added.values == known.values && added.failure == known.failure)
        #expect(added.attributes == known.attributes && added.seconds == known.seconds)
        #expect("\(added.reports)" == "\(known.reports)")
      }
      #expect(try study.best?.number == 5 && study.best?["x"] == 0.25)
      // They count among those that have begun.
      try study.optimize(total: 7) { $0.float("x", 0...1) }
      #expect(try study.trials.count { $0.state != .failed } == 7)
    }
  }

  @Test func samplersLearnFromThem() throws {
    let study = try Study(sampler: TPE(), seed: 3)
    for step in 0..<30 {
      let x = Double(step) / 29
      try study.add(
        TrialRecord([TrialParameter("x", .float(0...1), .float(x))], values: [abs(x - 0.8)]))
    }
    try study.optimize(trials: 8) { abs($0.float("x", 0...1) - 0.8) }
    let chosen = try study.trials.suffix(8).map { $0["x"]!.number! }
    #expect(chosen.count { abs($0 - 0.8) < 0.15 } >= 6, "\(chosen)")
  }

  @Test func whatHasNoResultIsNotAdded() async {
    await #expect(processExitsWith: .signal(SIGABRT)) {
      try Study().add(TrialRecord(number: 0, state: .running))
    }
    await #expect(processExitsWith: .signal(SIGABRT)) {
      try Study().add(TrialRecord([], values: [1, 2]))
    }
    await #expect(processExitsWith: .signal(SIGABRT)) {
      try Study().add(TrialRecord([], values: [.nan]))
    }
    await #expect(processExitsWith: .signal(SIGABRT)) {
      _ = TrialParameter("n", .int(1...4), 9)
    }
  }
}
