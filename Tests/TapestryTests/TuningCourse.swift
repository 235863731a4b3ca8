import IOTestSupport
import Tapestry
import TapestryTune
import Testing

@Suite struct TuningCourse {
  @Test func aStudy() throws {
    // shown
    let x = Tensor.linspace(-1, 1, count: 64).unsqueezed(1)
    let target = (x * 3).sin()

    let study = try Study(sampler: TPE(), seed: 7)
    try study.optimize(trials: 12) { trial in
      let width = trial.int("width", 4...64, log: true)
      let model = Sequential {
        Linear(1, width)
        Tanh()
        Linear(width, 1)
      }
      let optimizer = Adam(
        model.parameters(), learningRate: trial.float("lr", 1e-4...1e-1, log: true))
      for _ in 1...40 {
        optimizer.zeroGrad()
        mseLoss(model(x), target).backward()
        optimizer.step()
      }
      return noGrad { mseLoss(model(x), target) }.item()
    }
    // end

    // shown
    let best = try study.best!
    print(best.value!, best["width"]!, best["lr"]!)

    var picture = ParallelCoordinates(title: "Trials")
    let trials = try study.trials
    picture.addAxis("width", trials.map { $0["width"]?.number }, scale: .log)
    picture.addAxis("learning rate", trials.map { $0["lr"]?.number }, scale: .log)
    picture.addAxis("loss", trials.map(\.value))
    picture.colored(by: trials.map(\.value))
    picture.show()
    // end
    #expect(best.value! < 0.5 && trials.count == 12)

    let temporary = TemporaryFolder()
    let (file, page) = (temporary.file("trials.sqlite"), temporary.file("search.html"))
    // shown
    let kept = try Study(
      "sine", sampler: TPE(), pruner: ASHA(), storage: SQLiteStorage(file), seed: 7)
    try kept.optimize(trials: 12) { trial in
      let width = trial.int("width", 4...64, log: true)
      let model = Sequential {
        Linear(1, width)
        Tanh()
        Linear(width, 1)
      }
      let optimizer = Adam(
        model.parameters(), learningRate: trial.float("lr", 1e-4...1e-1, log: true))
      for step in 1...9 {
        for _ in 1...5 {
          optimizer.zeroGrad()
          mseLoss(model(x), target).backward()
          optimizer.step()
        }
        trial.report(noGrad { mseLoss(model(x), target) }.item(), step: step)
        if trial.shouldPrune { throw TrialPruned() }
      }
      return noGrad { mseLoss(model(x), target) }.item()
    }
    // end
    let states = try kept.trials.map(\.state)
    #expect(states.count == 12 && states.contains(.pruned) && states.contains(.complete))

    // shown
    var report = HTMLReport(title: "Search")
    try report.addStudy(kept)
    try report.write(to: page)
    // end
    #expect(try temporary.names().contains("search.html"))
  }
}
