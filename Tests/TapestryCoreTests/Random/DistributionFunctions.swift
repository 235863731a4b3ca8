import Foundation
import TapestryCore

/// The probability of at most x under some distributions, and how well drawn numbers agree with it.
enum DistributionFunctions {
  static func normal(_ x: Double) -> Double { 0.5 * erfc(-x / 2.0.squareRoot()) }

  /// Of the gamma distribution with rate 1: the lower incomplete gamma function, by its series or by a continued fraction.
  static func gamma(_ x: Double, _ a: Double) -> Double {
    if x <= 0 { return 0 }
    let scale = exp(a * log(x) - x - lgamma(a))
    if x < a + 1 {
      var (term, sum) = (1 / a, 1 / a)
      var n = a
      while term > sum * 1e-16 {
        n += 1
        term *= x / n
        sum += term
      }
      return sum * scale
    }
    // Evaluated from the far end, where it hardly matters.
    var fraction = 0.0
    for k in stride(from: 500.0, through: 1, by: -1) {
      fraction = k * (k - a) / (x + 2 * k + 1 - a - fraction)
    }
    return 1 - scale / (x + 1 - a - fraction)
  }

  /// Of the beta distribution: the incomplete beta function, by adding up its density.
  static func beta(_ x: Double, _ a: Double, _ b: Double) -> Double {
    // In the angle t with x = sin² t the density has no poles at its ends for parameters from ½ on.
    let scale = 2 * exp(lgamma(a + b) - lgamma(a) - lgamma(b))
    let (end, steps) = (asin(x.squareRoot()), 400)
    let width = end / Double(steps)
    func density(_ t: Double) -> Double {
      scale * pow(sin(t), 2 * a - 1) * pow(cos(t), 2 * b - 1)
    }
    return (0..<steps).reduce(0) { $0 + density((Double($1) + 0.5) * width) } * width
  }

  /// The Kolmogorov–Smirnov distance times √n: above 1.95 for one sample in a thousand.
  static func distance(_ numbers: [Double], _ distribution: (Double) -> Double) -> Double {
    let count = Double(numbers.count)
    let largest = numbers.sorted().enumerated().reduce(0.0) { largest, next in
      let expected = distribution(next.element)
      let (below, above) = (Double(next.offset) / count, Double(next.offset + 1) / count)
      return max(largest, abs(expected - below), abs(expected - above))
    }
    return largest * count.squareRoot()
  }

  /// Pearson's χ² of whole numbers against their probabilities, less its mean, in its standard deviations. Numbers expected less than
  /// ten times count together.
  static func deviation(_ numbers: [Double], _ probability: (Int) -> Double) -> Double {
    let counts = Dictionary(grouping: numbers.map { Int($0) }, by: \.self).mapValues(\.count)
    let total = Double(numbers.count)
    var (statistic, bins, rest, restExpected) = (0.0, 0, total, total)
    for number in 0...(counts.keys.max() ?? 0) {
      let expected = total * probability(number)
      if expected < 10 { continue }
      let count = Double(counts[number] ?? 0)
      statistic += (count - expected) * (count - expected) / expected
      bins += 1
      rest -= count
      restExpected -= expected
    }
    if restExpected > 10 {
      statistic += (rest - restExpected) * (rest - restExpected) / restExpected
      bins += 1
    } else {
      // Too few are expected for a bin of their own: far more must not come.
      if rest > 40 { return .infinity }
    }
    let freedom = Double(max(bins - 1, 1))
    return (statistic - freedom) / (2 * freedom).squareRoot()
  }
}
