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
  /// Nil until it is known what is measured.
  private(set) var mode: MonitorMode?
  /// What a value must be better by.
  let minDelta: Double
  /// NaN where there was none.
  private(set) var value = Double.nan

  init(mode: MonitorMode?, minDelta: Double = 0) {
    self.mode = mode
    self.minDelta = minDelta
  }

  /// Takes a mode, unless it was given one.
  mutating func setMode(_ mode: MonitorMode) { self.mode = self.mode ?? mode }

  /// Takes in a value, and tells whether it is the best. NaN never is.
  mutating func isImproved(by new: Double) -> Bool {
    let isLower = mode != .max
    let best = value.isNaN ? (isLower ? .infinity : -.infinity) : value
    let isBetter = isLower ? new < best - minDelta : new > best + minDelta
    if isBetter { value = new }
    return isBetter
  }

  mutating func reset() { value = .nan }

  mutating func load(_ state: [String: Tensor]) throws {
    value = try state.number("best")
  }
}

extension TrainingRun {
  /// Which of two values of a measure is the better: what the metric of this name says; the lower of a loss, and of what callbacks
  /// have recorded.
  func monitorMode(of name: String) -> MonitorMode {
    let prefix = "val_"
    let metric = name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
    return trainer.metrics.first { $0.key == metric }?.value.monitorMode ?? .min
  }
}
