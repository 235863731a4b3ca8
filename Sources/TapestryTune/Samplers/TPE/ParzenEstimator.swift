import Glibc

/// A density over hyper-parameters: a kernel around each of some points, and a wide one over the whole space.
///
/// Each kernel is a product over the hyper-parameters: a normal distribution cut off at the ends of the scale, or for choices the
/// point's own with most of the weight. Bandwidths are those of Bergstra et al. (2011): a point's distance to the farther of its neighbours,
/// but not below a floor that sinks as points become more, and of separate values not below half their distance, which keeps the
/// neighbours within reach.
struct ParzenEstimator {
  private enum Axis {
    case numbers(Distribution, [NormalKernel])
    /// `[kernel][choice]`.
    case choices([[Double]])
  }

  private let weights: [Double]
  private let axes: [Axis]

  /// - Parameters:
  ///   - points: codes.
  ///   - pointWeights: theirs; the wide kernel's weight is 1.
  init(_ points: [[Double]], weights pointWeights: [Double], _ distributions: [Distribution]) {
    let total = pointWeights.reduce(1, +)
    weights = (pointWeights + [1]).map { $0 / total }
    axes = distributions.enumerated().map { index, distribution in
      let codes = points.map { $0[index] }
      return distribution.isCategorical
        ? .choices(ParzenEstimator.choiceKernels(codes, count: distribution.count!))
        : .numbers(distribution, ParzenEstimator.normalKernels(codes, distribution))
    }
  }

  private static func choiceKernels(_ codes: [Double], count: Int) -> [[Double]] {
    let prior = 1 / Double(codes.count + 1)
    let flat = Array(repeating: 1 / Double(count), count: count)
    return codes.map { code in
      (0..<count).map { choice in
        ((Double(choice) == code ? 1 : 0) + prior) / (1 + prior * Double(count))
      }
    } + [flat]
  }

  private static func normalKernels(
    _ codes: [Double], _ distribution: Distribution
  ) -> [NormalKernel] {
    let bounds = distribution.scaledBounds
    let width = bounds.upperBound - bounds.lowerBound
    let centers = codes.map(distribution.scaled)
    let order = centers.indices.sorted { centers[$0] < centers[$1] }
    let floor = width / min(100, pow(Double(codes.count) + 2, 1.3))
    var deviations = Array(repeating: width, count: centers.count)
    for (place, index) in order.enumerated() {
      let isFirst = place == 0
      let isLast = place == order.count - 1
      let below = centers[index] - (isFirst ? bounds.lowerBound : centers[order[place - 1]])
      let above = (isLast ? bounds.upperBound : centers[order[place + 1]]) - centers[index]
      // The ends of the range are no neighbours where there are others.
      let distance =
        order.count < 2 || (!isFirst && !isLast) ? max(below, above) : isFirst ? above : below
      let halfCell = distribution.spacing.map {
        (distribution.scaledEdge(codes[index] + $0 / 2)
          - distribution.scaledEdge(codes[index] - $0 / 2)) / 2
      }
      deviations[index] = min(max(distance, floor, halfCell ?? 0), width)
    }
    let middle = (bounds.lowerBound + bounds.upperBound) / 2
    return zip(centers + [middle], deviations + [width]).map {
      NormalKernel(center: $0, deviation: $1, bounds: bounds)
    }
  }

  /// Codes of a point drawn from the density.
  func sample(_ random: inout RandomStream) -> [Double] {
    let kernel = random.index(weighted: weights)
    return axes.map { axis in
      switch axis {
      case .numbers(let distribution, let kernels):
        distribution.code(scaled: kernels[kernel].sample(&random))
      case .choices(let kernels): Double(random.index(weighted: kernels[kernel]))
      }
    }
  }

  /// The logarithm of the density at a point; of separate values, of their probability.
  func logDensity(_ codes: [Double]) -> Double {
    var terms = weights.map { log($0) }
    for (axis, code) in zip(axes, codes) {
      switch axis {
      case .numbers(let distribution, let kernels):
        let place = distribution.scaled(code)
        if let spacing = distribution.spacing {
          let low = distribution.scaledEdge(code - spacing / 2)
          let high = distribution.scaledEdge(code + spacing / 2)
          for index in terms.indices { terms[index] += kernels[index].logProbability(low, high) }
        } else {
          for index in terms.indices { terms[index] += kernels[index].logDensity(place) }
        }
      case .choices(let kernels):
        for index in terms.indices { terms[index] += log(kernels[index][Int(code)]) }
      }
    }
    let largest = terms.max()!
    guard largest > -.infinity else { return -.infinity }
    return largest + log(terms.reduce(0) { $0 + exp($1 - largest) })
  }
}

extension Distribution {
  /// The border of a code's cell on the scale.
  fileprivate func scaledEdge(_ number: Double) -> Double { isLog ? log(number) : number }
}

/// A normal distribution cut off at the ends of a range that its centre is in.
private struct NormalKernel {
  private let center: Double
  private let deviation: Double
  private let bounds: ClosedRange<Double>
  /// What is added to −z²/2.
  private let logScale: Double
  private let logMass: Double

  init(center: Double, deviation: Double, bounds: ClosedRange<Double>) {
    (self.center, self.deviation, self.bounds) = (center, deviation, bounds)
    let mass = normalProbability(
      (bounds.lowerBound - center) / deviation, (bounds.upperBound - center) / deviation)
    logMass = log(mass)
    logScale = -log(deviation) - 0.5 * log(2 * .pi) - logMass
  }

  /// The centre is within the range and the deviation no larger than it: a third of the draws or more are inside.
  func sample(_ random: inout RandomStream) -> Double {
    while true {
      let place = center + deviation * random.normal()
      if bounds.contains(place) { return place }
    }
  }

  func logDensity(_ place: Double) -> Double {
    let z = (place - center) / deviation
    return logScale - 0.5 * z * z
  }

  func logProbability(_ low: Double, _ high: Double) -> Double {
    log(normalProbability((low - center) / deviation, (high - center) / deviation)) - logMass
  }
}

/// The probability that a standard normal number is within a range, exact in both tails.
private func normalProbability(_ low: Double, _ high: Double) -> Double {
  low > 0
    ? 0.5 * (erfc(low * 0.5.squareRoot()) - erfc(high * 0.5.squareRoot()))
    : 0.5 * (erfc(-high * 0.5.squareRoot()) - erfc(-low * 0.5.squareRoot()))
}
