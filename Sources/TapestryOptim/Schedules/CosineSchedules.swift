import Glibc
import TapestryCore

/// A rate that falls along half a wave of the cosine, and rises and falls on if steps go on. `torch.optim.lr_scheduler.CosineAnnealingLR`;
/// Loshchilov & Hutter, 2017, without restarts.
public struct CosineAnnealingLR: LRSchedule {
  private let period: Int
  private let lowest: Double

  /// - Parameters:
  ///   - period: the step at which the rate is lowest; PyTorch's `T_max`.
  ///   - lowest: the rate there; PyTorch's `eta_min`.
  public init(
    period: Int, lowest: Double = 0, file: StaticString = #fileID, line: UInt = #line
  ) {
    demand(period > 0, "CosineAnnealingLR: a period of \(period) steps", file: file, line: line)
    self.period = period
    self.lowest = lowest
  }

  private func height(_ step: Int) -> Double { 1 + cos(.pi * Double(step) / Double(period)) }

  public func rate(at moment: LRMoment) -> Double {
    if moment.step == 0 { return moment.current }
    // From the lowest rate no factor leads up again.
    if (moment.step - 1) % (2 * period) == period {
      return moment.current + (moment.base - lowest) * (1 - cos(.pi / Double(period))) / 2
    }
    return height(moment.step) / height(moment.step - 1) * (moment.current - lowest) + lowest
  }
}

/// A rate that falls along half a wave of the cosine, jumps back, and falls again. `torch.optim.lr_scheduler.CosineAnnealingWarmRestarts`;
/// Loshchilov & Hutter, 2017.
public struct CosineAnnealingWarmRestarts: LRSchedule {
  private let period: Int
  private let growth: Int
  private let lowest: Double

  /// - Parameters:
  ///   - period: the steps of the first fall; PyTorch's `T_0`.
  ///   - growth: how many times longer each fall is than the one before; PyTorch's `T_mult`.
  ///   - lowest: the rate that falls lead to; PyTorch's `eta_min`.
  public init(
    period: Int, growth: Int = 1, lowest: Double = 0, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    demand(
      period > 0 && growth > 0,
      "CosineAnnealingWarmRestarts: a period of \(period) steps that grows \(growth)-fold",
      file: file, line: line)
    self.period = period
    self.growth = growth
    self.lowest = lowest
  }

  public func rate(at moment: LRMoment) -> Double {
    var (step, length) = (moment.step, period)
    if growth == 1 { step %= length }
    while step >= length {
      step -= length
      length *= growth
    }
    return lowest + (moment.base - lowest) * (1 + cos(.pi * Double(step) / Double(length))) / 2
  }
}
