import TapestryCore

/// Which of two values of a measure is the better.
public enum MonitorMode: Sendable {
  /// The lower, as of a loss.
  case min
  /// The higher, as of an accuracy.
  case max
}

/// The best value of a measure so far.
struct BestValue {
  let mode: MonitorMode
  /// What a value must be better by.
  let minDelta: Double
  private(set) var value: Double

  init(mode: MonitorMode, minDelta: Double = 0) {
    self.mode = mode
    self.minDelta = minDelta
    value = mode == .min ? .infinity : -.infinity
  }

  /// Takes in a value, and tells whether it is the best. NaN never is.
  mutating func isImproved(by new: Double) -> Bool {
    let isBetter = mode == .min ? new < value - minDelta : new > value + minDelta
    if isBetter { value = new }
    return isBetter
  }

  mutating func load(_ state: [String: Tensor]) throws {
    value = try state.number("best")
  }
}
