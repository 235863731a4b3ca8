import Glibc

/// A scale on which a Gaussian process learns losses, and these on it.
///
/// What rises steeply far from its lowest point, as a polynomial of degree four does, is an unlikely outcome of a Gaussian process: a few huge losses
/// decide, and near the lowest all look alike. On a bent scale, a logarithm but for what is near the lowest, it is a likely one
/// (Snelson et al., "Warped Gaussian processes", 2003).
struct ValueScale {
  /// The losses on this scale, moved and stretched to mean 0 and standard deviation 1.
  let values: [Double]
  /// The logarithm of what a probability density of `values` is multiplied by to be one of the losses.
  let logDensity: Double

  let isBent: Bool

  private init(_ points: [Double], logSlopes: Double, isBent: Bool) {
    let mean = points.reduce(0, +) / Double(points.count)
    let variance = points.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(points.count)
    let deviation = max(variance.squareRoot(), 1e-12)
    values = points.map { ($0 - mean) / deviation }
    logDensity = logSlopes - Double(points.count) * log(deviation)
    self.isBent = isBent
  }

  /// The losses as they are; infinite ones are as the largest finite one.
  static func straight(_ losses: [Double]) -> ValueScale {
    ValueScale(finite(losses), logSlopes: 0, isBent: false)
  }

  /// The straight scale, and ones that are straight up to the given shares of the distance from the least loss to the median and bend from there on.
  static func all(_ losses: [Double], bentAt shares: [Double]) -> [ValueScale] {
    let losses = finite(losses)
    let straight = ValueScale(losses, logSlopes: 0, isBent: false)
    let sorted = losses.sorted()
    let least = sorted[0]
    let distance = sorted[(sorted.count - 1) / 2] - least
    guard distance > 0 else { return [straight] }
    return [straight]
      + shares.map { share in
        let unit = share * distance
        let logarithms = losses.map { log1p(($0 - least) / unit) }
        return ValueScale(
          logarithms.map { unit * $0 }, logSlopes: -logarithms.reduce(0, +), isBent: true)
      }
  }

  private static func finite(_ losses: [Double]) -> [Double] {
    let finite = losses.filter(\.isFinite)
    guard let least = finite.min(), let largest = finite.max() else { return losses.map { _ in 0 } }
    return losses.map { min(max($0, least), largest) }
  }
}
