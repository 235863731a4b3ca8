/// Minimises a smooth function within a box from several starts at once: L-BFGS whose steps are cut off at the walls (after Byrd et al.,
/// "A limited memory algorithm for bound constrained optimization", 1995).
///
/// The starts go on independently; they share the calls of the function, which is the quicker the more points it is given.
struct BoxMinimizer {
  typealias Function = (_ points: [[Double]]) -> [(value: Double, gradient: [Double])]

  var lower: [Double]
  var upper: [Double]
  var maximumSteps = 60
  /// A start is done where the gradient, walls left out, is nowhere larger.
  var tolerance = 1e-4

  /// The lowest point that each start reaches, with its value.
  func minimize(
    from starts: [[Double]], _ function: Function
  ) -> [(point: [Double], value: Double)] {
    var descents = zip(starts, function(starts)).map {
      Descent(point: $0, value: $1.value, gradient: $1.gradient)
    }
    for _ in 0..<maximumSteps {
      var active: [Int] = []
      var trials: [[Double]] = []
      for index in descents.indices where !descents[index].isDone {
        if let trial = descents[index].propose(lower, upper, tolerance) {
          active.append(index)
          trials.append(trial)
        }
      }
      if active.isEmpty { break }
      for ((index, trial), outcome) in zip(zip(active, trials), function(trials)) {
        descents[index].take(trial, outcome.value, outcome.gradient)
      }
    }
    return descents.map { ($0.point, $0.value) }
  }
}

/// The way down from one start.
private struct Descent {
  var point: [Double]
  var value: Double
  var gradient: [Double]
  var isDone = false
  /// The last changes of point and gradient, the newest last.
  private var memory: [(step: [Double], change: [Double])] = []
  private var scale = 1.0
  private var direction: [Double]?

  private static let memorySize = 8

  init(point: [Double], value: Double, gradient: [Double]) {
    (self.point, self.value, self.gradient) = (point, value, gradient)
    isDone = !value.isFinite
  }

  /// The next point to look at; nil where this start is done.
  mutating func propose(
    _ lower: [Double], _ upper: [Double], _ tolerance: Double
  ) -> [Double]? {
    let isFree = point.indices.map {
      !(point[$0] <= lower[$0] && gradient[$0] > 0) && !(point[$0] >= upper[$0] && gradient[$0] < 0)
    }
    if !point.indices.contains(where: { isFree[$0] && abs(gradient[$0]) > tolerance }) {
      isDone = true
      return nil
    }
    if direction == nil {
      let free = gradient.indices.map { isFree[$0] ? gradient[$0] : 0 }
      let newton = newtonDirection(free)
      var descent = newton.indices.map { isFree[$0] ? -newton[$0] : 0 }
      if dot(descent, gradient) >= 0 {
        memory = []
        descent = free.map { -$0 }
      }
      // Without a memory the first step is no longer than a fifth of the unit cube's side.
      let longest = descent.map(abs).max()!
      scale = memory.isEmpty ? min(1, 0.2 / longest) : 1
      direction = descent
    }
    return point.indices.map {
      min(max(point[$0] + scale * direction![$0], lower[$0]), upper[$0])
    }
  }

  /// The inverse Hessian that the memory tells of, times a gradient.
  private func newtonDirection(_ gradient: [Double]) -> [Double] {
    var (result, shares) = (gradient, [Double]())
    for (step, change) in memory.reversed() {
      let share = dot(step, result) / dot(step, change)
      shares.append(share)
      result = zip(result, change).map { $0 - share * $1 }
    }
    if let (step, change) = memory.last {
      let size = dot(step, change) / dot(change, change)
      result = result.map { size * $0 }
    }
    for ((step, change), share) in zip(memory, shares.reversed()) {
      let correction = share - dot(change, result) / dot(step, change)
      result = zip(result, step).map { $0 + correction * $1 }
    }
    return result
  }

  /// Goes to the trial point where it is low enough, or shortens the step.
  mutating func take(_ trial: [Double], _ trialValue: Double, _ trialGradient: [Double]) {
    let step = zip(trial, point).map { $0 - $1 }
    guard trialValue.isFinite, trialValue <= value + 1e-4 * dot(step, gradient) else {
      scale *= 0.3
      if scale < 1e-10 { isDone = true }
      return
    }
    let change = zip(trialGradient, gradient).map { $0 - $1 }
    if dot(step, change) > 1e-12 * dot(change, change) {
      memory.append((step, change))
      if memory.count > Descent.memorySize { memory.removeFirst() }
    }
    if value - trialValue < 1e-10 * max(1, abs(value)) { isDone = true }
    (point, value, gradient, direction) = (trial, trialValue, trialGradient, nil)
  }
}

private func dot(_ a: [Double], _ b: [Double]) -> Double {
  var sum = 0.0
  for index in a.indices { sum += a[index] * b[index] }
  return sum
}
