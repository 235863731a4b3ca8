/// The base rate times a function of the step. `torch.optim.lr_scheduler.LambdaLR`.
public struct LambdaLR: LRSchedule {
  private let factors: [(Int) -> Double]

  public init(_ factor: @escaping (_ step: Int) -> Double) { factors = [factor] }

  /// - Parameter factors: one for each group.
  public init(_ factors: [(_ step: Int) -> Double]) { self.factors = factors }

  public var groupCounts: [Int] { factors.count == 1 ? [] : [factors.count] }

  public func rate(at moment: LRMoment) -> Double {
    moment.base * factors[factors.count == 1 ? 0 : moment.group](moment.step)
  }
}

/// At each step after the first, the rate before times a function of the step. `torch.optim.lr_scheduler.MultiplicativeLR`.
public struct MultiplicativeLR: LRSchedule {
  private let factors: [(Int) -> Double]

  public init(_ factor: @escaping (_ step: Int) -> Double) { factors = [factor] }

  /// - Parameter factors: one for each group.
  public init(_ factors: [(_ step: Int) -> Double]) { self.factors = factors }

  public var groupCounts: [Int] { factors.count == 1 ? [] : [factors.count] }

  public func rate(at moment: LRMoment) -> Double {
    moment.step == 0 ? moment.current : restart(at: moment)
  }

  public func restart(at moment: LRMoment) -> Double {
    moment.current * factors[factors.count == 1 ? 0 : moment.group](moment.step)
  }
}
