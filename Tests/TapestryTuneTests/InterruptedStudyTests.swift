import Glibc
import IOTestSupport
import TapestryNN
import TapestryOptim
import TapestryTraining
import TapestryTune
import Testing

@Suite struct InterruptedStudyTests {
  @Test func ctrlCEndsTheSearch() async {
    await #expect(processExitsWith: .success) {
      doNotIgnoreCtrlC()
      let study = try Study(sampler: RandomSearch(), seed: 1)
      try study.optimize(trials: 5) { trial in
        guard trial.number == 2 else { return 1 }
        raise(SIGINT)
        while !trial.shouldPrune {}
        throw TrialPruned()
      }
      precondition(study.isInterrupted)
      let interrupted = try study.trials
      precondition(interrupted.map(\.state) == [.complete, .complete, .failed])
      precondition(interrupted[2].failure == "interrupted")
      // Afterwards all is as before.
      let asked = try study.ask()
      precondition(!asked.shouldPrune)
      try study.tell(asked, 1)
      try study.optimize(trials: 1) { _ in 1 }
      precondition(!study.isInterrupted)
      try study.optimize(trials: 4, threads: 2) { trial in
        if trial.number == 5 { raise(SIGINT) }
        while trial.number == 6, !trial.shouldPrune {}
        return 1
      }
      let all = try study.trials
      precondition(all[5].state == .failed && all.count <= 7 && study.isInterrupted)
    }
  }

  @Test func ctrlCEndsARoundOfHalving() async {
    await #expect(processExitsWith: .success) {
      doNotIgnoreCtrlC()
      let study = try Study(sampler: RandomSearch(), seed: 1)
      try study.successiveHalving(trials: 4, steps: 1...4, factor: 2) { trial in
        { step in
          if trial.number == 1, step == 2 { raise(SIGINT) }
          return Double(trial.number)
        }
      }
      // Two were left behind after the first step.
      let states = try study.trials.map(\.state)
      precondition(states == [.failed, .failed, .pruned, .pruned])
    }
  }

  @Test func ctrlCEndsAPopulationAfterItsRound() async {
    await #expect(processExitsWith: .success) {
      doNotIgnoreCtrlC()
      let population = PopulationBasedTraining(["lr": .float(0...1)], size: 2, seed: 1)
      var calls = 0
      let outcome = try population.train(rounds: 5) { index in
        let model = Linear(1, 1)
        return PopulationMember(model, SGD(model.parameters(), learningRate: 1)) { _ in
          calls += 1
          if calls == 3 { raise(SIGINT) }
          return Double(index)
        }
      }
      precondition(calls == 4 && outcome.scores == [[0, 1], [0, 1]])
    }
  }

  @Test func aSecondCtrlCEndsTheProgramThoughTrainingsCome() async {
    await #expect(processExitsWith: .signal(SIGINT)) {
      doNotIgnoreCtrlC()
      try Study(sampler: RandomSearch(), seed: 1).optimize(trials: 2) { _ in
        // As two calls of `fit`.
        Interrupts.caught { _ = raise(SIGINT) }
        Interrupts.caught { _ = raise(SIGINT) }
        return 1
      }
    }
  }
}
