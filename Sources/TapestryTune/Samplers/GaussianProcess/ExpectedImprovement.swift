import Glibc

/// The logarithm of how much lower than the least value so far a point is expected to be (Ament et al., "Unexpected improvements to
/// expected improvement", 2023: the logarithm can be climbed where the number itself is too small to tell from 0).
struct ExpectedImprovement {
  let least: Double

  func logValue(_ prediction: GaussianRegression.Prediction) -> Double {
    let z = (least - prediction.mean) / prediction.deviation
    return log(prediction.deviation) + logStandard(z)
  }

  /// Its derivatives by mean and deviation.
  func slope(_ prediction: GaussianRegression.Prediction) -> GaussianRegression.Slope {
    let z = (least - prediction.mean) / prediction.deviation
    let ratio = exp(logProbability(z) - logStandard(z))
    return (
      mean: -ratio / prediction.deviation, deviation: (1 - z * ratio) / prediction.deviation
    )
  }

  /// log(φ(z) + z Φ(z)): of a standard normal number, the logarithm of how much it is expected to be beyond −z.
  private func logStandard(_ z: Double) -> Double {
    if z > -6 { return log(exp(-0.5 * z * z) / (2 * .pi).squareRoot() + z * probability(z)) }
    // The asymptotic series of 1 − |z| Φ(z) / φ(z).
    let s = 1 / (z * z)
    let series = s * (1 - s * (3 - s * (15 - s * (105 - s * 945))))
    return -0.5 * z * z - 0.5 * log(2 * .pi) + log(series)
  }

  private func logProbability(_ z: Double) -> Double {
    if z > -6 { return log(probability(z)) }
    let s = 1 / (z * z)
    let series = 1 - s * (1 - s * (3 - s * (15 - s * (105 - s * 945))))
    return -0.5 * z * z - 0.5 * log(2 * .pi) - log(-z) + log(series)
  }

  private func probability(_ z: Double) -> Double { 0.5 * erfc(-z * 0.5.squareRoot()) }
}
