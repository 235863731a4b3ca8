import Glibc
import TapestryCore
import TapestryTune
import Testing

@Suite struct StudyTests {
  private struct Broken: Error {}

  private func quadratic(_ trial: Trial) -> Double {
    let x = trial.float("x", -5...5)
    return (x - 2) * (x - 2)
  }

  @Test func theBestTrialIsTheOneWithTheLeastValue() throws {
    let study = try Study(sampler: RandomSearch(), seed: 1)
    try study.optimize(trials: 30, quadratic)
    let trials = try study.trials
    #expect(trials.map(\.number) == Array(0..<30))
    #expect(trials.allSatisfy { $0.state == .complete })
    let best = try #require(try study.best)
    #expect(best.value == trials.compactMap(\.value).min())
    let x = try #require(best["x"]?.number)
    #expect((x - 2) * (x - 2) == best.value)

    let upwards = try Study(direction: .maximize, sampler: RandomSearch(), seed: 1)
    try upwards.optimize(trials: 30, quadratic)
    #expect(try upwards.best?.value == trials.compactMap(\.value).max())
  }

  @Test(arguments: [
    RandomSearch() as any ParameterSampler, TPE(startupTrials: 4),
    TPE(isMultivariate: true, startupTrials: 4),
  ])
  func seededRunsRepeat(sampler: any ParameterSampler) throws {
    func values(seed: UInt64, calls: [Int]) throws -> [Double] {
      let study = try Study(sampler: sampler, seed: seed)
      for trials in calls {
        // The tensors' random numbers are the trial's too.
        try study.optimize(trials: trials) {
          quadratic($0) + Tensor.rand([1]).item() + Double($0.int("n", 1...9))
        }
      }
      return try study.trials.compactMap(\.value)
    }
    let once = try values(seed: 3, calls: [12])
    #expect(try values(seed: 3, calls: [12]) == once)
    #expect(try values(seed: 3, calls: [5, 7]) == once)
    #expect(try values(seed: 4, calls: [12]) != once)
  }

  @Test func askAndTell() throws {
    let study = try Study(sampler: RandomSearch(), seed: 2)
    let first = try study.ask()
    let second = try study.ask()
    #expect(first.number == 0 && second.number == 1)
    #expect(try study.trials.map(\.state) == [.running, .running])
    try study.tell(second, quadratic(second))
    try study.tell(first, .pruned)
    #expect(try study.trials.map(\.state) == [.pruned, .complete])
    #expect(throws: StudyError.notRunning(0)) { try study.tell(first, 1) }
    #expect(try study.best?.number == 1)
  }

  @Test func aFailedTrialIsRecordedAndTheStudyGoesOn() throws {
    let study = try Study(sampler: RandomSearch(), seed: 2)
    try study.optimize(trials: 6) { trial in
      if trial.number == 1 { throw Broken() }
      if trial.number == 2 { return .nan }
      if trial.number == 3 { throw TrialPruned() }
      return quadratic(trial)
    }
    let trials = try study.trials
    #expect(
      trials.map(\.state) == [.complete, .failed, .failed, .pruned, .complete, .complete])
    #expect(trials[1].failure?.contains("Broken") == true)
    #expect(trials[2].failure?.contains("NaN") == true)
  }

  @Test func whatIsLaidDownIsTried() throws {
    let study = try Study(sampler: RandomSearch(), seed: 2)
    try study.enqueue(["x": 2.0, "kind": "b", "unused": 3])
    // Not within the range: chosen as ever.
    try study.enqueue(["x": 9.0])
    try study.optimize(trials: 3) { trial in
      _ = trial.categorical("kind", ["a", "b"])
      return quadratic(trial)
    }
    let trials = try study.trials
    #expect(trials[0].value == 0 && trials[0]["kind"] == "b")
    #expect((-5...5).contains(trials[1]["x"]!.number!))
  }

  @Test func theFrontIsWhatNoOtherBeats() throws {
    let study = try Study(directions: [.minimize, .maximize], sampler: RandomSearch(), seed: 5)
    let values: [[Double]] = [
      [1, 1], [2, 3], [3, 2], [0, 0], [2, 3], [1, 1.5], [4, .infinity], [4, 9], [0, -1],
    ]
    try study.optimizeAll(trials: values.count) { values[$0.number] }
    // Equals stand side by side; [3, 2] loses to [2, 3], [1, 1] to [1, 1.5], [4, 9] to [4, ∞], [0, −1] to [0, 0].
    #expect(try study.front.map(\.number) == [1, 3, 4, 5, 6])
  }

  @Test func aNameGivesTheSameValueAgain() throws {
    let trial = try Study(seed: 1).ask()
    #expect(trial.float("x", 0...1) == trial.float("x", 0...1))
    #expect(trial.bool("flag") == trial.bool("flag"))
    #expect(trial.parameters.map(\.name) == ["x", "flag"])
  }

  @Test func threadsShareTheTrials() throws {
    let study = try Study(sampler: RandomSearch(), seed: 5)
    try study.optimize(trials: 40, threads: 4) { trial in
      let x = trial.float("x", -5...5)
      return x * x
    }
    let alone = try Study(sampler: RandomSearch(), seed: 5)
    try alone.optimize(trials: 40) { pow($0.float("x", -5...5), 2) }
    #expect(try study.trials.map(\.value) == alone.trials.map(\.value))
  }

  @Test func timeIsKept() throws {
    let study = try Study(sampler: RandomSearch(), seed: 5)
    try study.optimize(timeout: .milliseconds(60), trialTimeout: .milliseconds(5)) { trial in
      while !trial.shouldPrune {}
      throw TrialPruned()
    }
    let trials = try study.trials
    #expect((1...13).contains(trials.count))
    #expect(trials.allSatisfy { $0.state == .pruned && $0.seconds! >= 0.005 })
    #expect(trials.allSatisfy { $0.failure == "its time was over" })
    try study.optimize(trials: 1, trialTimeout: .seconds(60)) { _ in throw TrialPruned() }
    #expect(try study.trials.last?.state == .pruned && study.trials.last?.failure == nil)
  }

  @Test func aStudyStopsWhenItIsTold() throws {
    let study = try Study(sampler: RandomSearch(), seed: 5)
    try study.optimize { trial in
      if trial.number == 4 { study.stop() }
      return 0
    }
    #expect(try study.trials.count == 5)
    var told: [Int] = []
    try study.optimize(total: 8, afterTrial: { told.append($0.number) }) { _ in 1 }
    #expect(told == [5, 6, 7])
  }

  @Test func severalObjectivesHaveAFront() throws {
    let study = try Study(
      directions: [.minimize, .maximize], sampler: RandomSearch(), seed: 5)
    try study.optimizeAll(trials: 40) { trial in
      let x = trial.float("x", 0...1)
      return [x, trial.bool("good") ? x : x - 1]
    }
    let front = try study.front
    #expect(!front.isEmpty && front.allSatisfy { $0["good"] == true })
    #expect(try study.trials.filter { $0["good"] == true }.count == front.count)
  }

  @Test func mistakesStopTheProgram() async {
    await #expect(processExitsWith: .signal(SIGABRT)) {
      _ = try Study(seed: 1).ask().float("x", 0...1, log: true)
    }
    await #expect(processExitsWith: .signal(SIGABRT)) {
      _ = try Study(seed: 1).ask().float("x", 0...1, step: 1e-300)
    }
    await #expect(processExitsWith: .signal(SIGABRT)) {
      _ = try Study(seed: 1).ask().categorical("x", ["a", "a"])
    }
    await #expect(processExitsWith: .signal(SIGABRT)) {
      let trial = try Study(seed: 1).ask()
      _ = trial.float("x", 0...1)
      _ = trial.float("x", 0...2)
    }
    await #expect(processExitsWith: .signal(SIGABRT)) { _ = TPE(candidates: 0) }
    await #expect(processExitsWith: .signal(SIGABRT)) { _ = GaussianProcess(candidates: 0) }
    await #expect(processExitsWith: .signal(SIGABRT)) { _ = try Study().importance(objective: 1) }
    await #expect(processExitsWith: .signal(SIGABRT)) { _ = try Study().frontPlot() }
    await #expect(processExitsWith: .signal(SIGABRT)) { _ = try Study().historyPlot(objective: 1) }
    await #expect(processExitsWith: .signal(SIGABRT)) {
      _ = try Study().parallelCoordinates(objective: 1)
    }
    await #expect(processExitsWith: .signal(SIGABRT)) {
      _ = try Study().contourPlot("x", "y", objective: -1)
    }
    await #expect(processExitsWith: .signal(SIGABRT)) {
      try Study().successiveHalving(trials: -1, steps: 1...2) { _ in { _ in 0 } }
    }
    await #expect(processExitsWith: .signal(SIGABRT)) {
      _ = try Study(directions: [.minimize], valueNames: [])
    }
  }
}
