import TapestryCore

/// A search along a line for a point that meets the strong Wolfe conditions: the loss is low enough for the way gone, and the slope
/// has become flat. Nocedal & Wright, 2006, section 3.5; in the steps that PyTorch takes.
struct StrongWolfe {
  /// A place on the line.
  private struct Place {
    var length: Double
    var point: SearchPoint
    var slope: Double
  }

  private let direction: Tensor
  private let start: SearchPoint
  private let slope: Double

  private let descent = 1e-4
  private let flatness = 0.9
  private let tolerance = 1e-9

  /// - Parameter slope: at the start, along the direction.
  init(direction: Tensor, start: SearchPoint, slope: Double) {
    self.direction = direction
    self.start = start
    self.slope = slope
  }

  /// - Parameters:
  ///   - evaluations: about the most that are made.
  ///   - evaluate: the loss and gradient at a length along the direction.
  func run(
    from length: Double, evaluations: Int, evaluate: (Double) -> SearchPoint
  ) -> (point: SearchPoint, length: Double, calls: Int) {
    var calls = 0
    func visit(_ length: Double) -> Place {
      calls += 1
      let point = evaluate(length)
      return Place(length: length, point: point, slope: point.gradient.dot(direction).item())
    }
    var bracket = bracket(from: visit(length), evaluations: evaluations, visit)
    narrow(&bracket, evaluations: evaluations, visit)
    return (bracket.low.point, bracket.low.length, calls)
  }

  /// Two places between which the point lies, or the point itself, twice.
  private struct Bracket {
    var first, second: Place
    var isFirstLower: Bool
    var isFound = false
    /// How many steps it took.
    var steps: Int

    init(_ first: Place, _ second: Place, isFound: Bool = false, steps: Int) {
      (self.first, self.second) = (first, second)
      isFirstLower = first.point.loss <= second.point.loss
      self.isFound = isFound
      self.steps = steps
    }

    var low: Place {
      get { isFirstLower ? first : second }
      set { if isFirstLower { first = newValue } else { second = newValue } }
    }

    var high: Place {
      get { isFirstLower ? second : first }
      set { if isFirstLower { second = newValue } else { first = newValue } }
    }

    /// Puts a place that is higher than the lower one in the place of the other.
    mutating func close(to place: Place) {
      high = place
      isFirstLower = first.point.loss <= second.point.loss
    }
  }

  private func isTooHigh(_ place: Place) -> Bool {
    place.point.loss > start.loss + descent * place.length * slope
  }

  private func isFlat(_ place: Place) -> Bool { abs(place.slope) <= -flatness * slope }

  /// Goes ever further until the point has been passed.
  private func bracket(
    from first: Place, evaluations: Int, _ visit: (Double) -> Place
  ) -> Bracket {
    let origin = Place(length: 0, point: start, slope: slope)
    var (before, place, steps) = (origin, first, 0)
    while steps < evaluations {
      if isTooHigh(place) || (steps > 1 && place.point.loss >= before.point.loss) {
        return Bracket(before, place, steps: steps)
      }
      if isFlat(place) { return Bracket(place, place, isFound: true, steps: steps) }
      if place.slope >= 0 { return Bracket(before, place, steps: steps) }
      let bounds = (
        place.length + 0.01 * (place.length - before.length), place.length * 10
      )
      let length = cubicMinimum(before, place, bounds: bounds)
      before = place
      place = visit(length)
      steps += 1
    }
    return Bracket(origin, place, steps: steps)
  }

  /// Brings the two places together around the point.
  private func narrow(
    _ bracket: inout Bracket, evaluations: Int, _ visit: (Double) -> Place
  ) {
    let reach = direction.largest
    var isStuck = false
    while !bracket.isFound, bracket.steps < evaluations {
      let (a, b) = (bracket.first.length, bracket.second.length)
      if abs(b - a) * reach < tolerance { return }
      let (least, most) = (min(a, b), max(a, b))
      var length = cubicMinimum(bracket.first, bracket.second, bounds: (least, most))
      // Too near an end twice in a row, or at it: a tenth of the way in from there.
      let margin = 0.1 * (most - least)
      if min(most - length, length - least) < margin {
        if isStuck || length >= most || length <= least {
          length = abs(length - most) < abs(length - least) ? most - margin : least + margin
          isStuck = false
        } else {
          isStuck = true
        }
      } else {
        isStuck = false
      }
      let place = visit(length)
      bracket.steps += 1
      if isTooHigh(place) || place.point.loss >= bracket.low.point.loss {
        bracket.close(to: place)
      } else {
        bracket.isFound = isFlat(place)
        let isPassed = place.slope * (bracket.high.length - bracket.low.length) >= 0
        if !bracket.isFound, isPassed { bracket.high = bracket.low }
        bracket.low = place
      }
    }
  }

  /// Where the cubic through two places with their slopes is lowest, within bounds.
  private func cubicMinimum(_ a: Place, _ b: Place, bounds: (Double, Double)) -> Double {
    let (first, last) = a.length <= b.length ? (a, b) : (b, a)
    let secant = (first.point.loss - last.point.loss) / (first.length - last.length)
    let bend = first.slope + last.slope - 3 * secant
    let square = bend * bend - first.slope * last.slope
    guard square >= 0 else { return (bounds.0 + bounds.1) / 2 }
    let root = square.squareRoot()
    let share = (last.slope + root - bend) / (last.slope - first.slope + 2 * root)
    let length = last.length - (last.length - first.length) * share
    return min(max(length, bounds.0), bounds.1)
  }
}
