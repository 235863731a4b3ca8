import Glibc
import TapestryCore

/// A rate that falls by a factor after every so many steps. `torch.optim.lr_scheduler.StepLR`.
public struct StepLR: LRSchedule {
  private let stepSize: Int
  private let gamma: Double

  /// - Parameters:
  ///   - stepSize: the steps between two falls.
  ///   - gamma: the factor.
  public init(
    stepSize: Int, gamma: Double = 0.1, file: StaticString = #fileID, line: UInt = #line
  ) {
    demand(stepSize > 0, "StepLR: a step size of \(stepSize)", file: file, line: line)
    self.stepSize = stepSize
    self.gamma = gamma
  }

  public func rate(at moment: LRMoment) -> Double {
    let falls = moment.step > 0 && moment.step % stepSize == 0
    return falls ? moment.current * gamma : moment.current
  }
}

/// A rate that falls by a factor at certain steps. `torch.optim.lr_scheduler.MultiStepLR`.
public struct MultiStepLR: LRSchedule {
  private let falls: [Int: Int]
  private let gamma: Double

  /// - Parameters:
  ///   - milestones: a step that is there twice has the factor twice.
  ///   - gamma: the factor.
  public init(milestones: [Int], gamma: Double = 0.1) {
    falls = milestones.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    self.gamma = gamma
  }

  public func rate(at moment: LRMoment) -> Double {
    moment.current * pow(gamma, Double(falls[moment.step] ?? 0))
  }
}

/// The base rate times a factor for some steps, and from then on the base rate. `torch.optim.lr_scheduler.ConstantLR`.
public struct ConstantLR: LRSchedule {
  private let factor: Double
  private let totalSteps: Int

  /// - Parameter factor: above 0, at most 1.
  public init(
    factor: Double = 1 / 3.0, totalSteps: Int = 5, file: StaticString = #fileID, line: UInt = #line
  ) {
    demand(
      factor > 0 && factor <= 1, "ConstantLR: a factor of \(factor), not above 0 and at most 1",
      file: file, line: line)
    self.factor = factor
    self.totalSteps = totalSteps
  }

  public func rate(at moment: LRMoment) -> Double {
    switch moment.step {
    case 0: moment.current * factor
    case totalSteps: moment.current * (1 / factor)
    default: moment.current
    }
  }
}

/// A rate that is multiplied by a factor at each step. `torch.optim.lr_scheduler.ExponentialLR`.
public struct ExponentialLR: LRSchedule {
  private let gamma: Double

  public init(gamma: Double) { self.gamma = gamma }

  public func rate(at moment: LRMoment) -> Double {
    moment.step == 0 ? moment.current : moment.current * gamma
  }
}
