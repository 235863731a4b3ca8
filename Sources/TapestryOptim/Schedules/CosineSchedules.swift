import Glibc
import TapestryCore

/// A rate that falls along half a wave of the cosine, and rises and falls on if steps go on. `torch.optim.lr_scheduler.CosineAnnealingLR`;
/// Loshchilov & Hutter, 2017, without restarts.
public struct CosineAnnealingLR: LRSchedule {
  private let totalSteps: Int
  private let minLearningRate: Double

  /// - Parameters:
  ///   - totalSteps: to where the rate is lowest; PyTorch's `T_max`.
  ///   - minLearningRate: the rate there; PyTorch's `eta_min`.
  public init(
    totalSteps: Int, minLearningRate: Double = 0, file: StaticString = #fileID, line: UInt = #line
  ) {
    demand(totalSteps > 0, "CosineAnnealingLR: \(totalSteps) steps", file: file, line: line)
    self.totalSteps = totalSteps
    self.minLearningRate = minLearningRate
  }

  private func height(_ step: Int) -> Double { 1 + cos(.pi * Double(step) / Double(totalSteps)) }

  public func rate(at moment: LRMoment) -> Double {
    if moment.step == 0 { return moment.current }
    // From the lowest rate no factor leads up again.
    let lowest = minLearningRate
    if (moment.step - 1) % (2 * totalSteps) == totalSteps {
      return moment.current + (moment.base - lowest) * (1 - cos(.pi / Double(totalSteps))) / 2
    }
    return height(moment.step) / height(moment.step - 1) * (moment.current - lowest) + lowest
  }
}

/// A rate that falls along half a wave of the cosine, jumps back, and falls again. `torch.optim.lr_scheduler.CosineAnnealingWarmRestarts`;
/// Loshchilov & Hutter, 2017.
public struct CosineAnnealingWarmRestarts: LRSchedule {
  private let firstPeriod: Int
  private let periodFactor: Int
  private let minLearningRate: Double

  /// - Parameters:
  ///   - firstPeriod: the steps of the first fall; PyTorch's `T_0`.
  ///   - periodFactor: how many times longer each fall is than the one before; PyTorch's `T_mult`.
  ///   - minLearningRate: the rate that falls lead to; PyTorch's `eta_min`.
  public init(
    firstPeriod: Int, periodFactor: Int = 1, minLearningRate: Double = 0,
    file: StaticString = #fileID, line: UInt = #line
  ) {
    demand(
      firstPeriod > 0 && periodFactor > 0,
      "CosineAnnealingWarmRestarts: a period of \(firstPeriod) steps that grows \(periodFactor)-fold",
      file: file, line: line)
    self.firstPeriod = firstPeriod
    self.periodFactor = periodFactor
    self.minLearningRate = minLearningRate
  }

  public func rate(at moment: LRMoment) -> Double {
    var (step, length) = (moment.step, firstPeriod)
    if periodFactor == 1 { step %= length }
    while step >= length {
      step -= length
      length *= periodFactor
    }
    let share = (1 + cos(.pi * Double(step) / Double(length))) / 2
    return minLearningRate + (moment.base - minLearningRate) * share
  }
}
