import TapestryCore

/// A learning rate as a function of the step: one piece, of which ``SequentialLR`` and ``ChainedScheduler`` make larger ones.
///
/// A piece knows no optimizer and remembers nothing. ``LRScheduler`` applies it:
///
/// ```swift
/// let scheduler = LRScheduler(optimizer, CosineAnnealingLR(totalSteps: 90).warmedUp(over: 10))
/// for epoch in 0..<100 {
///   …
///   scheduler.step()
/// }
/// ```
///
/// Pieces are of two kinds. Some give the rate by the step alone. Others change the rate that there is, by a factor that depends on
/// the step, so that several in a chain add up, and a rate that was set by hand in between stays a factor.
public protocol LRSchedule {
  /// The rate of a group at a step.
  func rate(at moment: LRMoment) -> Double

  /// The momentum of a group at a step; nil, as by default, where it is left alone.
  func momentum(at moment: LRMoment) -> Double?

  /// The rate where a ``SequentialLR`` comes to this piece; `moment` has step 0 and the current rate is that of the piece before.
  /// By default the piece starts from the base rate.
  func restart(at moment: LRMoment) -> Double

  /// The last step for which there is a rate; nil, as by default, where there is no end.
  var lastStep: Int? { get }

  /// Whether ``momentum(at:)`` ever gives one. False by default.
  var changesMomentum: Bool { get }

  /// How many groups there are values for, of each kind of value; none, as by default, where all groups are treated alike.
  var groupCounts: [Int] { get }
}

/// Where in training a schedule is asked for a rate.
public struct LRMoment {
  /// 0 before the first call of ``LRScheduler/step(file:line:)``.
  public var step: Int
  public var group: Int
  /// The group's rate before any schedule changed it.
  public var base: Double
  /// The group's rate now: after the step before, and after pieces that stand before this one in a chain.
  public var current: Double

  func with(step: Int? = nil, current: Double? = nil) -> LRMoment {
    LRMoment(
      step: step ?? self.step, group: group, base: base, current: current ?? self.current)
  }
}

extension LRSchedule {
  public func momentum(at moment: LRMoment) -> Double? { nil }
  public func restart(at moment: LRMoment) -> Double { rate(at: moment.with(current: moment.base)) }
  public var lastStep: Int? { nil }
  public var changesMomentum: Bool { false }
  public var groupCounts: [Int] { [] }
}

/// One number for all groups, or an array of one for each.
public protocol PerGroup {
  func value(of group: Int) -> Double
  var groupCounts: [Int] { get }
}

extension Double: PerGroup {
  public func value(of group: Int) -> Double { self }
  public var groupCounts: [Int] { [] }
}

extension Int: PerGroup {
  public func value(of group: Int) -> Double { Double(self) }
  public var groupCounts: [Int] { [] }
}

extension [Double]: PerGroup {
  public func value(of group: Int) -> Double { self[group] }
  public var groupCounts: [Int] { [count] }
}
