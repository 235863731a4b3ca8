import IOTestSupport
import Tapestry
import TapestryTune
import Testing

@Suite struct TuningCourse {
  @Test func theCourse() throws {
    let temporary = TemporaryFolder()
    let (file, page) = (temporary.file("trials.sqlite"), temporary.file("search.html"))
    let csv = temporary.file("trials.csv")

    // shown
    @Sendable func loss(of model: Sequential, after steps: Int, of optimizer: Optimizer) -> Double {
      let x = Tensor.linspace(-1, 1, count: 64).unsqueezed(1)
      let target = (x * 3).sin()
      for _ in 0..<steps {
        optimizer.zeroGrad()
        mseLoss(model(x), target).backward()
        optimizer.step()
      }
      return noGrad { mseLoss(model(x), target) }.item()
    }

    let study = try Study(valueName: "loss", sampler: TPE(), seed: 7)
    try study.optimize(trials: 12) { trial in
      let width = trial.int("width", 4...64, log: true)
      let model = Sequential {
        Linear(1, width)
        Tanh()
        Linear(width, 1)
      }
      let optimizer = Adam(
        model.parameters(), learningRate: trial.float("lr", 1e-4...1e-1, log: true))
      return loss(of: model, after: 40, of: optimizer)
    }
    // end

    // shown
    let mixed = try Study(valueName: "loss", sampler: TPE(), seed: 7)
    try mixed.enqueue(["optimizer": "sgd", "lr": 0.1, "momentum": 0.9])
    try mixed.optimize(trials: 12, afterTrial: { print($0.number, $0.value ?? .nan) }) { trial in
      var layers: [any Layer] = [Linear(1, 16)]
      if trial.bool("deep") { layers += [Tanh(), Linear(16, 16)] }
      let model = Sequential(layers + [Tanh(), Linear(16, 1)])
      let rate = trial.float("lr", 1e-4...1, log: true)
      let optimizer: Optimizer
      switch trial.categorical("optimizer", ["sgd", "adam"]) {
      case "sgd":
        let momentum = trial.float("momentum", 0...0.99)
        optimizer = SGD(model.parameters(), learningRate: rate, momentum: momentum)
      default: optimizer = Adam(model.parameters(), learningRate: rate)
      }
      return loss(of: model, after: 40, of: optimizer)
    }
    // end
    let first = try #require(try mixed.trials.first)
    #expect(first["optimizer"] == "sgd" && first["momentum"] == 0.9)
    for trial in try mixed.trials {
      #expect((trial["momentum"] != nil) == (trial["optimizer"] == "sgd"))
    }

    // shown
    let best = try study.best!
    print(best.value!, best["width"]!, best["lr"]!)

    try study.historyPlot().show()
    try study.importancePlot().show()
    try study.parallelCoordinates().show()
    try TrialTable(study).write(to: csv)

    var report = HTMLReport(title: "Search")
    try report.addStudy(study)
    try report.write(to: page)
    // end
    let values = try study.trials.compactMap(\.value)
    #expect(best.value! < 0.5 && best.value == values.min())
    #expect(try Set(temporary.names()).isSuperset(of: ["search.html", "trials.csv"]))

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
      var last = Double.infinity
      for step in 1...9 {
        last = loss(of: model, after: 5, of: optimizer)
        trial.report(last, step: step)
        if trial.shouldPrune { throw TrialPruned() }
      }
      return last
    }
    // end
    let states = try kept.trials.map(\.state)
    #expect(states.count == 12 && states.contains(.pruned) && states.contains(.complete))

    // shown
    let quick = try Study(sampler: QuasiRandomSearch(), seed: 7)
    try quick.optimize(
      trials: 8, threads: 2, timeout: .seconds(60), trialTimeout: .seconds(10)
    ) { trial in
      let model = Sequential {
        Linear(1, 16)
        Tanh()
        Linear(16, 1)
      }
      let optimizer = Adam(
        model.parameters(), learningRate: trial.float("lr", 1e-4...1e-1, log: true))
      var last = Double.infinity
      for _ in 1...8 {
        last = loss(of: model, after: 5, of: optimizer)
        if trial.shouldPrune { throw TrialPruned() }
      }
      return last
    }
    // end
    #expect(try quick.trials.count == 8)

    // shown
    let tradeOff = try Study(
      directions: [.minimize, .minimize], valueNames: ["loss", "parameters"], sampler: TPE(),
      seed: 7)
    try tradeOff.optimizeAll(trials: 12) { trial in
      let width = trial.int("width", 2...64, log: true)
      let model = Sequential {
        Linear(1, width)
        Tanh()
        Linear(width, 1)
      }
      let optimizer = Adam(model.parameters(), learningRate: 0.02)
      let size = model.parameters().reduce(0) { $0 + $1.count }
      return [loss(of: model, after: 40, of: optimizer), Double(size)]
    }
    for trial in try tradeOff.front { print(trial["width"]!, trial.values) }
    try tradeOff.frontPlot().show()
    // end
    let front = try tradeOff.front
    #expect(!front.isEmpty && front.count <= 12)

    // shown
    let population = PopulationBasedTraining(
      ["lr": .float(1e-4...1e-1, log: true)], size: 4, seed: 7)
    let outcome = try population.train(rounds: 4) { _ in
      let model = Sequential {
        Linear(1, 16)
        Tanh()
        Linear(16, 1)
      }
      let optimizer = Adam(model.parameters(), learningRate: 1e-3)
      return PopulationMember(model, optimizer) { settings in
        optimizer.learningRate = settings.number("lr")
        return loss(of: model, after: 10, of: optimizer)
      }
    }
    print(outcome.bestScore, outcome.schedule.map { $0.number("lr") })
    // end
    #expect(outcome.schedule.count == 4 && outcome.bestScore < 1)

    // shown
    let network = Sequential {
      Linear(1, 8)
      Tanh()
      Linear(8, 1)
    }
    let strategy = EvolutionStrategy(Adam(network.parameters(), learningRate: 0.05), seed: 7)
    for _ in 1...20 {
      let fitness = strategy.step { -loss(of: network, after: 0, of: strategy.optimizer) }
      print(fitness)
    }
    // end
    #expect(loss(of: network, after: 0, of: strategy.optimizer) < 0.45)
  }
}
