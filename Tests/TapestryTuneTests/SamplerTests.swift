import Glibc
import TapestryTune
import Testing

@Suite struct SamplerTests {
  private func best(
    _ sampler: any ParameterSampler, trials: Int, seed: UInt64 = 1,
    _ objective: (Trial) -> Double
  ) throws -> Double {
    let study = try Study(sampler: sampler, seed: seed)
    try study.optimize(trials: trials, objective)
    return try #require(study.best?.value)
  }

  private func sphere(_ trial: Trial, _ dimensions: Int) -> Double {
    (0..<dimensions).reduce(0) { $0 + pow(trial.float("x\($1)", -5...5) - 1.3, 2) }
  }

  @Test func gridVisitsEachCombinationOnce() throws {
    let grid = GridSearch(["rate": [0.1, 0.2, 0.3], "size": [1, 2], "on": [true, false]])
    #expect(grid.count == 12)
    let study = try Study(sampler: grid, seed: 1)
    try study.optimize(trials: 12) { trial in
      _ = (trial.int("size", 1...4), trial.bool("on"), trial.float("free", 0...1))
      return trial.float("rate", 0...1)
    }
    let seen = try study.trials.map { trial in
      ["rate", "size", "on"].map { trial[$0]!.description }
    }
    #expect(Set(seen).count == 12)
    #expect(Set(try study.trials.map { $0["free"]!.number! }).count == 12)
  }

  @Test func gridFillsTheGapsThatFailedAndLaidDownTrialsLeave() throws {
    struct Broken: Error {}
    let grid = GridSearch(["a": [1, 2, 3], "b": [1, 2]])
    let study = try Study(sampler: grid, seed: 1)
    try study.enqueue(["a": 3, "b": 2])
    func objective(_ trial: Trial) throws -> Double {
      let a = trial.int("a", 1...3)
      // A branch: the rest of the combination is not asked for.
      if a == 2, trial.number == 3 { return 0 }
      let b = trial.int("b", 1...2)
      if trial.number == 2 { throw Broken() }
      return Double(10 * a + b)
    }
    try study.optimize(total: grid.count, objective)
    let values = try study.trials.filter { $0.state == .complete }.map { $0.value! }
    #expect(values.sorted() == [0, 11, 12, 21, 31, 32])
    try study.optimize(trials: grid.count, objective)
    let again = try study.trials.suffix(grid.count).map { $0.value! }
    #expect(again.sorted() == [11, 12, 21, 22, 31, 32])
  }

  @Test func sobolPointsAreThoseOfJoeAndKuo() throws {
    // scipy.stats.qmc.Sobol(6, scramble=False), points 1 to 7.
    let expected: [[Double]] = [
      [0.5, 0.5, 0.5, 0.5, 0.5, 0.5], [0.75, 0.25, 0.25, 0.25, 0.75, 0.75],
      [0.25, 0.75, 0.75, 0.75, 0.25, 0.25], [0.375, 0.375, 0.625, 0.875, 0.375, 0.125],
      [0.875, 0.875, 0.125, 0.375, 0.875, 0.625], [0.625, 0.125, 0.875, 0.625, 0.625, 0.875],
      [0.125, 0.625, 0.375, 0.125, 0.125, 0.375],
    ]
    let study = try Study(sampler: QuasiRandomSearch(), seed: 1)
    let points = try (0..<7).map { _ in
      let trial = try study.ask()
      return (0..<6).map { trial.float("x\($0)", 0...1) }
    }
    #expect(points == expected)
  }

  @Test func scrambledPointsAreEvenToo() throws {
    let study = try Study(sampler: QuasiRandomSearch(isScrambled: true), seed: 7)
    let points = try (0..<255).map { _ in
      let trial = try study.ask()
      return (0..<200).map { trial.float("x\($0)", 0...1) }
    }
    // Beyond the numbers' end they are random; before it each sixteenth holds sixteen.
    for dimension in 0..<160 {
      var cells = [Int](repeating: 0, count: 16)
      for point in points { cells[Int(point[dimension] * 16)] += 1 }
      #expect(cells.allSatisfy { (15...16).contains($0) })
    }
  }

  @Test(arguments: [
    TPE() as any ParameterSampler, TPE(isMultivariate: true), GeneticAlgorithm(), CMAES(),
  ])
  func learnersBeatRandomSearch(sampler: any ParameterSampler) throws {
    var wins = 0
    for seed in 0..<5 {
      let random = try best(RandomSearch(), trials: 80, seed: UInt64(seed)) { sphere($0, 4) }
      let learnt = try best(sampler, trials: 80, seed: UInt64(seed)) { sphere($0, 4) }
      if learnt < random { wins += 1 }
    }
    #expect(wins >= 4)
  }

  /// Two shallow values tempt: what comes with the deep one has to be found first.
  private func deceptive(_ trial: Trial) -> Double {
    let depth = trial.int("depth", 1...3)
    return (0..<depth).reduce(0.4 * Double(3 - depth)) {
      $0 + pow(trial.float("x\($1)", -3...3) - 1, 2) / 4
    }
  }

  @Test(arguments: [false, true])
  func tpeComesBackToValuesThatLookedBad(isMultivariate: Bool) throws {
    let found = try (0..<10 as Range<UInt64>).map { seed in
      let study = try Study(sampler: TPE(isMultivariate: isMultivariate), seed: seed)
      try study.optimize(trials: 80) { deceptive($0) }
      return try #require(study.best?["depth"]?.number)
    }
    #expect(found.count { $0 == 3 } >= 8)
  }

  @Test(arguments: [(false, 5), (true, 1.8)])
  func tpeNarrowsDownInManyDimensions(isMultivariate: Bool, bound: Double) throws {
    let values = try (0..<5 as Range<UInt64>).map { seed in
      try best(TPE(isMultivariate: isMultivariate), trials: 80, seed: seed) { sphere($0, 8) }
    }
    #expect(values.sorted()[2] < bound)
  }

  @Test func theGaussianProcessFindsTheLowestPoint() throws {
    // Branin's least value is 0.397887, at three places.
    let value = try best(GaussianProcess(startupTrials: 8), trials: 40) { trial in
      let (x, y) = (trial.float("x", -5...10), trial.float("y", 0...15))
      return pow(y - 5.1 / (4 * .pi * .pi) * x * x + 5 / .pi * x - 6, 2)
        + 10 * (1 - 1 / (8 * .pi)) * cos(x) + 10
    }
    #expect(value < 0.41)
  }

  /// A polynomial of degree four: only on a bent scale its lowest values look different to a Gaussian process.
  @Test func theGaussianProcessLearnsWhatRisesSteeply() throws {
    let value = try best(GaussianProcess(candidates: 128), trials: 100) { trial in
      (0..<10).reduce(0) { $0 + Double($1 + 1) * pow(trial.float("x\($1)", -2...3), 4) }
    }
    #expect(value < 0.3)
  }

  @Test func theGaussianProcessBeginsInEachLayerOnce() throws {
    let study = try Study(sampler: GaussianProcess(startupTrials: 7), seed: 4)
    try study.optimize(trials: 7) { trial in
      trial.float("x", 0...7) + trial.float("y", 1...128, log: true)
    }
    let trials = try study.trials
    #expect(Set(trials.map { Int($0["x"]!.number!) }) == Set(0..<7))
    #expect(Set(trials.map { Int(log2($0["y"]!.number!)) }) == Set(0..<7))
    #expect(trials.map { Int($0["x"]!.number!) } != trials.map { Int(log2($0["y"]!.number!)) })
  }

  @Test func theGaussianProcessTakesChoicesAndWholeNumbers() throws {
    let value = try best(GaussianProcess(startupTrials: 8, candidates: 128), trials: 25) { trial in
      let offset = ["a": 2.0, "b": 0, "c": 1][trial.categorical("kind", ["a", "b", "c"])]!
      return offset + pow(Double(trial.int("n", 0...40) - 27) / 10, 2)
        + pow(log10(trial.float("x", 1e-3...1e3, log: true)), 2)
    }
    #expect(value < 0.05)
  }

  @Test func cmaesNarrowsDownOnALongValley() throws {
    let value = try best(CMAES(), trials: 300) { trial in
      let (x, y) = (trial.float("x", -2...2), trial.float("y", -2...2))
      return 1e3 * pow(x + y - 0.7, 2) + pow(x - y, 2)
    }
    #expect(value < 1e-4)
  }

  @Test(arguments: [
    TPE() as any ParameterSampler, TPE(isMultivariate: true), GeneticAlgorithm(populationSize: 8),
    CMAES(), GaussianProcess(startupTrials: 6, candidates: 64), QuasiRandomSearch(),
  ])
  func branchesAndAllKindsOfValues(sampler: any ParameterSampler) throws {
    func run() throws -> [TrialRecord] {
      let study = try Study(sampler: sampler, seed: 11)
      try study.optimize(trials: 24) { trial in
        let x = trial.float("x", 1e-4...1, log: true)
        _ = trial.float("grid", 0...1, step: 0.3)
        if trial.bool("deep") {
          return Double(trial.int("layers", 2...5)) * x + trial.float("drop", 0...0.5)
        }
        return x + Double(trial.int("width", 1...512, log: true)) / 100
      }
      return try study.trials
    }
    let trials = try run()
    #expect(trials.allSatisfy { $0.state == .complete })
    for trial in trials {
      #expect((trial["layers"] != nil) == (trial["deep"] == true))
      for parameter in trial.parameters {
        #expect(parameter.distribution.code(of: parameter.value) == parameter.code)
      }
    }
    #expect(try run().map(\.values) == trials.map(\.values))
  }

  @Test(arguments: [
    TPE() as any ParameterSampler, TPE(isMultivariate: true), GeneticAlgorithm(populationSize: 10),
    GaussianProcess(candidates: 64),
  ])
  func severalObjectives(sampler: any ParameterSampler) throws {
    func area(_ sampler: any ParameterSampler) throws -> Double {
      let study = try Study(directions: [.minimize, .maximize], sampler: sampler, seed: 2)
      try study.optimizeAll(trials: 40) { trial in
        let x = (0..<4).map { trial.float("x\($0)", 0...1) }
        let rest = 1 + 3 * x.dropFirst().reduce(0, +)
        return [x[0], -rest * (1 - (x[0] / rest).squareRoot())]
      }
      // What lies between the front and (1, −10).
      var (area, edge) = (0.0, 1.0)
      for trial in try study.front.sorted(by: { $0.values[0] > $1.values[0] }) {
        area += (edge - trial.values[0]) * max(0, trial.values[1] + 10)
        edge = trial.values[0]
      }
      return area
    }
    #expect(try area(sampler) > area(RandomSearch()))
  }

  @Test func whatRunsIsNotTriedTwice() throws {
    let study = try Study(sampler: GaussianProcess(startupTrials: 5), seed: 1)
    try study.optimize(trials: 10) { sphere($0, 2) }
    let running = try (0..<4).map { _ in
      let trial = try study.ask()
      return [trial.float("x0", -5...5), trial.float("x1", -5...5)]
    }
    for (index, a) in running.enumerated() {
      for b in running[(index + 1)...] { #expect(hypot(a[0] - b[0], a[1] - b[1]) > 1e-3) }
    }
  }
}
