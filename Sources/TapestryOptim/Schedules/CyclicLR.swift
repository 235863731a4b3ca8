import Glibc
import TapestryCore

/// A rate that goes up and down between two bounds, with the momentum going the other way. `torch.optim.lr_scheduler.CyclicLR`;
/// Smith, 2017.
public struct CyclicLR: LRSchedule {
  /// How the way up and down changes.
  public enum Scale {
    /// It stays.
    case triangular
    /// It halves with each cycle.
    case halved
    /// It is multiplied by a factor at each step; PyTorch's `exp_range`.
    case exponential(gamma: Double)
    /// A function of the cycle, counted from 1.
    case byCycle((Int) -> Double)
    /// A function of the step.
    case byStep((Int) -> Double)
  }

  /// The momentum's bounds.
  public typealias Momentum = (base: any PerGroup, max: any PerGroup)

  private let lowest, highest: any PerGroup
  private let stepsUp, stepsDown: Double
  private let scale: Scale
  private let momentum: Momentum?

  /// - Parameters:
  ///   - baseLearningRate: the rate at which cycles begin; one for all groups or one for each.
  ///   - maxLearningRate: the rate in between.
  ///   - stepSizeUp: the steps up in each cycle.
  ///   - stepSizeDown: the steps down; by default as many as up.
  ///   - momentum: is highest where the rate is lowest; nil leaves it alone.
  public init(
    baseLearningRate: some PerGroup, maxLearningRate: some PerGroup, stepSizeUp: Int = 2000,
    stepSizeDown: Int? = nil,
    scale: Scale = .triangular, momentum: Momentum? = (0.8, 0.9), file: StaticString = #fileID,
    line: UInt = #line
  ) {
    demand(
      stepSizeUp > 0 && (stepSizeDown ?? 1) > 0,
      "CyclicLR: \(stepSizeUp) steps up and \(stepSizeDown ?? stepSizeUp) down", file: file,
      line: line)
    lowest = baseLearningRate
    highest = maxLearningRate
    stepsUp = Double(stepSizeUp)
    stepsDown = Double(stepSizeDown ?? stepSizeUp)
    self.scale = scale
    self.momentum = momentum
  }

  public var changesMomentum: Bool { momentum != nil }

  public var groupCounts: [Int] {
    [lowest, highest, momentum?.base, momentum?.max].flatMap { $0?.groupCounts ?? [] }
  }

  /// How far up a step is: 0 at the bottom, 1 at the top of an unscaled cycle.
  private func height(_ step: Int) -> Double {
    let total = stepsUp + stepsDown
    let cycle = (1 + Double(step) / total).rounded(.down)
    let (place, top) = (1 + Double(step) / total - cycle, stepsUp / total)
    let height = place <= top ? place / top : (place - 1) / (top - 1)
    let factor =
      switch scale {
      case .triangular: 1.0
      case .halved: 1 / pow(2, cycle - 1)
      case .exponential(let gamma): pow(gamma, Double(step))
      case .byCycle(let function): function(Int(cycle))
      case .byStep(let function): function(step)
      }
    return height * factor
  }

  public func rate(at moment: LRMoment) -> Double {
    let (low, high) = (lowest.value(of: moment.group), highest.value(of: moment.group))
    return low + (high - low) * height(moment.step)
  }

  public func momentum(at moment: LRMoment) -> Double? {
    guard let momentum else { return nil }
    let (low, high) = (
      momentum.base.value(of: moment.group), momentum.max.value(of: moment.group)
    )
    return high - (high - low) * height(moment.step)
  }
}
