import Foundation
import TapestryCore
import TapestryOptim
import Testing

/// Two hundred steps of every schedule beside PyTorch's; see `Tests/Goldens/optimizers.py`.
@Suite struct ScheduleTests {
  struct Stored: Decodable, CustomTestStringConvertible {
    let name: String
    let optimizer: String
    /// Of both groups at the steps that are kept.
    let rates: [[Double]]
    /// Of the first group.
    let momentums: [Double]?

    var testDescription: String { "\(name), \(optimizer)" }
  }

  static let stored = try! JSONDecoder().decode(
    [Stored].self, from: Data(contentsOf: GoldenFolder.url.appending(path: "schedules.json")))

  private static func schedule(_ name: String) -> (any LRSchedule)? {
    switch name {
    case "LambdaLR": LambdaLR { pow(0.95, Double($0)) }
    case "LambdaLR groups": LambdaLR([{ 1 / (1 + Double($0)) }, { 1 + 0.1 * Double($0) }])
    case "MultiplicativeLR": MultiplicativeLR { $0 % 2 == 1 ? 0.99 : 1.001 }
    case "StepLR": StepLR(stepSize: 30, gamma: 0.5)
    case "MultiStepLR": MultiStepLR(milestones: [10, 50, 50, 120], gamma: 0.3)
    case "ConstantLR": ConstantLR(factor: 0.4, totalSteps: 7)
    case "LinearLR": LinearLR(startFactor: 0.1, endFactor: 0.8, totalSteps: 30)
    case "LinearLR default": LinearLR()
    case "ExponentialLR": ExponentialLR(gamma: 0.97)
    case "PolynomialLR": PolynomialLR(totalSteps: 60, power: 2.5)
    case "CosineAnnealingLR": CosineAnnealingLR(totalSteps: 30, minLearningRate: 0.01)
    case "CosineAnnealingLR short": CosineAnnealingLR(totalSteps: 7)
    case "CosineAnnealingWarmRestarts":
      CosineAnnealingWarmRestarts(firstPeriod: 10, periodFactor: 2, minLearningRate: 0.02)
    case "CosineAnnealingWarmRestarts even": CosineAnnealingWarmRestarts(firstPeriod: 13)
    case "OneCycleLR": OneCycleLR(maxLearningRate: 0.5, totalSteps: 200)
    case "OneCycleLR linear":
      OneCycleLR(
        maxLearningRate: [0.5, 2.0], totalSteps: 201, startFraction: 0.4, annealing: .linear,
        momentum: (0.7, 0.99),
        divFactor: 10, finalDivFactor: 100, threePhase: true)
    case "CyclicLR":
      CyclicLR(baseLearningRate: 0.01, maxLearningRate: 0.2, stepSizeUp: 15, stepSizeDown: 25)
    case "CyclicLR triangular2":
      CyclicLR(
        baseLearningRate: [0.01, 0.02], maxLearningRate: [0.2, 0.3], stepSizeUp: 12, scale: .halved,
        momentum: (0.6, 0.8))
    case "CyclicLR exp_range":
      CyclicLR(
        baseLearningRate: 0.01, maxLearningRate: 0.2, stepSizeUp: 11,
        scale: .exponential(gamma: 0.98), momentum: nil)
    case "CyclicLR scaled":
      CyclicLR(
        baseLearningRate: 0.01, maxLearningRate: 0.2, stepSizeUp: 11,
        scale: .byCycle { 1 / Double($0) }, momentum: nil)
    case "SequentialLR":
      SequentialLR(
        [
          LinearLR(startFactor: 0.1, totalSteps: 10),
          CosineAnnealingLR(totalSteps: 50, minLearningRate: 1e-3),
          ExponentialLR(gamma: 0.9),
        ], milestones: [10, 60])
    case "SequentialLR multiplied":
      SequentialLR(
        [
          ExponentialLR(gamma: 0.9), MultiplicativeLR { _ in 0.97 },
          CosineAnnealingWarmRestarts(firstPeriod: 9),
        ], milestones: [20, 70])
    case "ChainedScheduler":
      ChainedScheduler([ConstantLR(factor: 0.1, totalSteps: 20), ExponentialLR(gamma: 0.98)])
    case "ChainedScheduler cosine":
      ChainedScheduler([
        LinearLR(startFactor: 0.2, totalSteps: 15),
        CosineAnnealingLR(totalSteps: 200, minLearningRate: 0.01),
        StepLR(stepSize: 60, gamma: 0.7),
      ])
    case "SWALR": SWALR(learningRate: 0.05, annealSteps: 30)
    case "SWALR linear": SWALR(learningRate: [0.05, 0.2], annealSteps: 12, annealing: .linear)
    case "SWALR at once": SWALR(learningRate: 0.05, annealSteps: 0)
    default: nil
    }
  }

  private static func plateau(_ name: String, _ optimizer: Optimizer) -> ReduceLROnPlateau? {
    switch name {
    case "ReduceLROnPlateau":
      ReduceLROnPlateau(optimizer, factor: 0.5, patience: 3, cooldown: 2, minLearningRate: 1e-3)
    case "ReduceLROnPlateau max":
      ReduceLROnPlateau(
        optimizer, mode: .max, factor: 0.3, patience: 2, threshold: .absolute(0.01),
        minLearningRate: [0.0, 0.05], epsilon: 1e-3)
    case "ReduceLROnPlateau absolute":
      ReduceLROnPlateau(optimizer, factor: 0.7, patience: 5, threshold: .absolute(0.05))
    default: nil
    }
  }

  private static func optimizer(_ kind: String) -> Optimizer {
    let parameters = (0..<2).map { _ in Parameter(Tensor.zeros([1])) }
    if kind == "momentum" {
      let optimizer = SGD([parameters[0]], learningRate: 0.1, momentum: 0.9)
      optimizer.addGroup([parameters[1]]) { $0.learningRate = 0.3 }
      return optimizer
    }
    let optimizer = Adam([parameters[0]], learningRate: 0.1)
    optimizer.addGroup([parameters[1]]) { $0.learningRate = 0.3 }
    return optimizer
  }

  /// Something that steps an optimizer's rates, and can be saved.
  private enum Driver {
    case schedule(LRScheduler)
    case plateau(ReduceLROnPlateau)

    init?(_ name: String, _ optimizer: Optimizer) {
      if let schedule = ScheduleTests.schedule(name) {
        self = .schedule(LRScheduler(optimizer, schedule))
      } else if let plateau = ScheduleTests.plateau(name, optimizer) {
        self = .plateau(plateau)
      } else {
        return nil
      }
    }

    func step(_ number: Int) {
      switch self {
      case .schedule(let scheduler): scheduler.step()
      case .plateau(let plateau):
        plateau.step(Wave.values(number, seed: 3)[number - 1] / (1 + 0.01 * Double(number)))
      }
    }

    var state: [String: Tensor] {
      switch self {
      case .schedule(let scheduler): scheduler.stateDict()
      case .plateau(let plateau): plateau.stateDict()
      }
    }

    func load(_ state: [String: Tensor]) throws {
      switch self {
      case .schedule(let scheduler): try scheduler.load(state)
      case .plateau(let plateau): try plateau.load(state)
      }
    }
  }

  @Test(arguments: stored) func everyScheduleIsPyTorchs(stored: Stored) throws {
    let optimizer = Self.optimizer(stored.optimizer)
    let driver = try #require(Driver(stored.name, optimizer))
    var (rates, momentums): ([[Double]], [Double]) = ([], [])
    for number in 0...200 {
      if number > 0 { driver.step(number) }
      if number <= 40 || number % 4 == 0 {
        rates.append(optimizer.learningRates)
        momentums.append(try #require(optimizer.momentums)[0])
      }
    }
    #expect(rates.count == stored.rates.count)
    let differences = zip(rates.joined(), stored.rates.joined()).map { abs($0 - $1) }
    #expect(differences.max()! < 1e-9)
    if let expected = stored.momentums {
      #expect(zip(momentums, expected).map { abs($0 - $1) }.max()! < 1e-9)
    } else {
      #expect(Set(momentums).count == 1)
    }
  }

  @Test(arguments: stored) func aScheduleGoesOnFromItsSavedState(stored: Stored) throws {
    let optimizer = Self.optimizer(stored.optimizer)
    let driver = try #require(Driver(stored.name, optimizer))
    for number in 1...37 { driver.step(number) }
    let saved = (optimizer.stateDict(), driver.state)
    let second = Self.optimizer(stored.optimizer)
    let resumed = try #require(Driver(stored.name, second))
    try second.load(saved.0)
    try resumed.load(saved.1)
    #expect(second.learningRates == optimizer.learningRates)
    for number in 38...120 {
      driver.step(number)
      resumed.step(number)
      #expect(second.learningRates == optimizer.learningRates)
      #expect(second.momentums == optimizer.momentums)
    }
  }
}

@Suite struct SchedulerTests {
  private func optimizer(_ rate: Double = 0.1) -> SGD {
    SGD([Parameter(Tensor.zeros([1]))], learningRate: rate)
  }

  @Test func namesOfTheStateArePyTorchs() {
    let scheduler = LRScheduler(optimizer(), StepLR(stepSize: 1, gamma: 0.5))
    scheduler.step()
    let state = scheduler.stateDict()
    #expect(state.keys.sorted() == ["_last_lr", "base_lrs", "last_epoch"])
    #expect(state["last_epoch"]?.item() == 1)
    #expect(state["base_lrs"]?.array(as: Double.self) == [0.1])
    #expect(state["_last_lr"]?.array(as: Double.self) == [0.05])
  }

  @Test func aRateSetByHandStaysAFactor() {
    let optimizer = optimizer(1)
    let scheduler = LRScheduler(optimizer, ExponentialLR(gamma: 0.5))
    optimizer.learningRate = 8
    scheduler.step()
    #expect(optimizer.learningRate == 4)
  }

  @Test func warmingUpEndsAtTheBaseRate() {
    let optimizer = optimizer(2)
    let scheduler = LRScheduler(
      optimizer, LambdaLR { 1 / Double(1 + $0) }.warmedUp(over: 4, from: 0.5))
    var rates = [optimizer.learningRate]
    for _ in 0..<6 {
      scheduler.step()
      rates.append(optimizer.learningRate)
    }
    for (rate, expected) in zip(rates, [1, 1.25, 1.5, 1.75, 2, 1, 2 / 3.0]) {
      #expect(abs(rate - expected) < 1e-12)
    }
  }

  @Test func aSequenceInASequenceDoesWhatItDoesAlone() {
    let parts: [any LRSchedule] = [
      ConstantLR(factor: 0.5, totalSteps: 4), ExponentialLR(gamma: 0.9), StepLR(stepSize: 3),
    ]
    func rates(_ schedule: any LRSchedule) -> [Double] {
      let optimizer = optimizer(2)
      let scheduler = LRScheduler(optimizer, schedule)
      return (0..<30).map { _ in
        defer { scheduler.step() }
        return optimizer.learningRate
      }
    }
    let flat = rates(SequentialLR(parts, milestones: [10, 20]))
    let first = SequentialLR(Array(parts[..<2]), milestones: [10])
    #expect(rates(SequentialLR([first, parts[2]], milestones: [20])) == flat)
    let last = SequentialLR(Array(parts[1...]), milestones: [10])
    #expect(rates(SequentialLR([parts[0], last], milestones: [10])) == flat)
  }

  @Test func twoSchedulersShareTheBaseRate() {
    let optimizer = optimizer(1)
    _ = LRScheduler(optimizer, ConstantLR(factor: 0.25, totalSteps: 3))
    let second = LRScheduler(optimizer, LambdaLR { _ in 1 })
    #expect(second.baseRates == [1])
    #expect(optimizer.learningRate == 1)
  }

  @Test func aSetOfRatesWorksWithAnyOptimizer() {
    for name in AnyOptimizer.names {
      let optimizer = AnyOptimizer.make(name, [[Parameter(Tensor.zeros([2, 2]))]])
      optimizer.learningRate = 0.5
      let scheduler = LRScheduler(optimizer, ExponentialLR(gamma: 0.5))
      scheduler.step()
      #expect(optimizer.learningRate == 0.25)
    }
  }

  @Test(
    arguments: [
      ("last_epoch", nil, "last_epoch is missing"),
      ("last_epoch", [-1], "last_epoch is no number of steps"),
      ("base_lrs", [1, 2], "base_lrs has shape [2]; it needs [1]"),
      ("_last_lr", [-1], "_last_lr is [-1.0], with a negative rate"),
      ("best", [1], "best is not part of this state"),
    ] as [(String, [Double]?, String)])
  func aWrongStateIsRefused(name: String, value: [Double]?, reason: String) {
    let optimizer = optimizer()
    let scheduler = LRScheduler(optimizer, StepLR(stepSize: 2))
    var state = scheduler.stateDict()
    state["base_lrs"] = Tensor([7.0])
    state[name] = value.map { Tensor($0) }
    let error = #expect(throws: OptimizerStateError.self) { try scheduler.load(state) }
    #expect(error?.description == "state dict for LRScheduler: \(reason)")
    #expect(scheduler.baseRates == [0.1])
  }

  @Test func aPlateauRefusesAWrongState() {
    let scheduler = ReduceLROnPlateau(optimizer())
    var state = scheduler.stateDict()
    state["num_bad_epochs"] = Tensor([1.0, 2])
    let error = #expect(throws: OptimizerStateError.self) { try scheduler.load(state) }
    #expect(
      error?.description
        == "state dict for ReduceLROnPlateau: num_bad_epochs is no number of epochs")
  }

  @Test func mistakesStopTheProgram() async {
    await #expect(processExitsWith: .failure) { _ = StepLR(stepSize: 0) }
    await #expect(processExitsWith: .failure) { _ = ConstantLR(factor: 1.5) }
    await #expect(processExitsWith: .failure) { _ = LinearLR(startFactor: 0) }
    await #expect(processExitsWith: .failure) { _ = LinearLR(endFactor: 1.5) }
    await #expect(processExitsWith: .failure) { _ = CosineAnnealingLR(totalSteps: 0) }
    await #expect(processExitsWith: .failure) {
      _ = CosineAnnealingWarmRestarts(firstPeriod: 1, periodFactor: 0)
    }
    await #expect(processExitsWith: .failure) { _ = OneCycleLR(maxLearningRate: 1, totalSteps: 0) }
    await #expect(processExitsWith: .failure) {
      _ = OneCycleLR(maxLearningRate: 1, totalSteps: 9, startFraction: 1.1)
    }
    await #expect(processExitsWith: .failure) {
      _ = CyclicLR(baseLearningRate: 0, maxLearningRate: 1, stepSizeUp: 0)
    }
    await #expect(processExitsWith: .failure) { _ = SWALR(learningRate: 1, annealSteps: -1) }
    await #expect(processExitsWith: .failure) {
      _ = SequentialLR([StepLR(stepSize: 1)], milestones: [1])
    }
    await #expect(processExitsWith: .failure) { _ = ChainedScheduler([]) }
    await #expect(processExitsWith: .failure) {
      _ = ReduceLROnPlateau(SGD([Parameter(Tensor.zeros([1]))]), factor: 1)
    }
  }

  @Test func aScheduleThatDoesNotFitTheOptimizerStopsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      let optimizer = SGD([Parameter(Tensor.zeros([1]))])
      _ = LRScheduler(optimizer, SWALR(learningRate: [1.0, 2.0]))
    }
    await #expect(processExitsWith: .failure) {
      let optimizer = SGD([Parameter(Tensor.zeros([1]))], momentum: 0.5)
      _ = LRScheduler(
        optimizer, CyclicLR(baseLearningRate: [0.1], maxLearningRate: [0.1, 0.2], stepSizeUp: 2))
    }
    await #expect(processExitsWith: .failure) {
      let optimizer = Adagrad([Parameter(Tensor.zeros([1]))])
      _ = LRScheduler(optimizer, OneCycleLR(maxLearningRate: 1, totalSteps: 10))
    }
    await #expect(processExitsWith: .failure) {
      let optimizer = SGD([Parameter(Tensor.zeros([1]))])
      let scheduler = LRScheduler(optimizer, OneCycleLR(maxLearningRate: 1, totalSteps: 2))
      for _ in 0..<3 { scheduler.step() }
    }
    await #expect(processExitsWith: .failure) {
      let optimizer = SGD([Parameter(Tensor.zeros([1]))])
      let scheduler = LRScheduler(optimizer, StepLR(stepSize: 2))
      optimizer.addGroup([Parameter(Tensor.zeros([1]))])
      scheduler.step()
    }
  }
}
