import Glibc
import TapestryCore

/// A Gaussian process fitted to points of the unit cube: what it expects of other points, and how sure it is.
///
/// The kernel is Matérn 5/2 with a length for each hyper-parameter; choices are near where they are the same. Lengths, height and noise are those of
/// the largest posterior, under wide priors. Fitting n points takes O(n³) operations, in LAPACK.
struct GaussianRegression {
  private let features: Features
  /// float64: `[n, features]`, `[features]`, `[n, n]`, `[n]`.
  private let points: Tensor
  private let inverseSquaredLengths: Tensor
  private let inverseCovariance: Tensor
  private let weights: Tensor
  private let height: Double
  /// How well this explains the values, but for a constant: the logarithm of the posterior.
  let logPosterior: Double

  /// - Parameters:
  ///   - units: one or more points of the cube.
  ///   - values: of mean 0 and standard deviation 1.
  init(_ units: [[Double]], _ values: [Double], _ space: SearchSpace) {
    features = Features(space)
    points = features.matrix(units)
    let evidence = Evidence(points, values, features)
    let parameters = space.count
    let bounds = (
      lower: Array(repeating: -10.0, count: parameters) + [-6, -16],
      upper: Array(repeating: 10.0, count: parameters) + [6, 3]
    )
    let start = Array(repeating: 0.0, count: parameters + 1) + [-3]
    let minimum = BoxMinimizer(
      lower: bounds.lower, upper: bounds.upper, maximumSteps: 80, tolerance: 1e-2
    ).minimize(from: [start]) { $0.map(evidence.loss) }[0]
    logPosterior = -minimum.value

    let settings = Settings(minimum.point)
    height = settings.height
    inverseSquaredLengths = features.spread(settings.inverseSquaredLengths)
    let covariance = evidence.covariance(settings)
    inverseCovariance = covariance.inverse
    weights = inverseCovariance.matmul(Tensor(values))
  }

  /// What is fitted, kept as logarithms.
  struct Settings {
    let inverseSquaredLengths: [Double]
    let height: Double
    let noise: Double
    static let leastNoise = 1e-6

    init(_ logarithms: [Double]) {
      inverseSquaredLengths = logarithms.dropLast(2).map { exp($0) }
      height = exp(logarithms[logarithms.count - 2])
      noise = exp(logarithms[logarithms.count - 1]) + Settings.leastNoise
    }
  }

  struct Prediction {
    let mean: Double
    let deviation: Double
  }

  /// How a function of mean and deviation at a point changes with each of them.
  typealias Slope = (mean: Double, deviation: Double)

  /// What is expected at points.
  func predict(_ units: [[Double]]) -> [Prediction] { noGrad { Query(self, units).predictions } }

  /// What is expected at points, and the gradient there of a function of it.
  func predict(
    _ units: [[Double]], slopes: (Prediction) -> Slope
  ) -> [(prediction: Prediction, gradient: [Double])] {
    noGrad {
      let query = Query(self, units)
      let gradients = query.gradients(query.predictions.map(slopes))
      return Array(zip(query.predictions, gradients)).map { (prediction: $0, gradient: $1) }
    }
  }

  /// Points that are asked about, and how they relate to those that are known.
  private struct Query {
    let process: GaussianRegression
    let features: Tensor  // [queries, features]
    let kernel: MaternKernel  // [queries, n]
    let solved: Tensor  // K⁻¹k, [queries, n]
    let predictions: [Prediction]

    init(_ process: GaussianRegression, _ units: [[Double]]) {
      self.process = process
      features = process.features.matrix(units)
      let scaled = features * process.inverseSquaredLengths
      let known = process.points * process.inverseSquaredLengths
      let distances =
        (scaled * features).sum(axis: 1, keepDims: true) + (known * process.points).sum(axis: 1)
        - scaled.matmul(process.points.transposed()) * 2
      kernel = MaternKernel(distances.clamped(min: 0), height: process.height)
      solved = kernel.values.matmul(process.inverseCovariance)
      let means = kernel.values.matmul(process.weights).array(as: Double.self)
      let explained = (kernel.values * solved).sum(axis: 1).array(as: Double.self)
      predictions = zip(means, explained).map {
        Prediction(mean: $0, deviation: max(process.height - $1, 1e-12).squareRoot())
      }
    }

    func gradients(_ slopes: [Slope]) -> [[Double]] {
      let means = Tensor(slopes.map(\.mean), shape: [slopes.count, 1])
      let deviations = Tensor(
        zip(slopes, predictions).map { $0.deviation / $1.deviation }, shape: [slopes.count, 1])
      let pull = (process.weights * means - solved * deviations) * kernel.slopes
      let gradients =
        (features * pull.sum(axis: 1, keepDims: true) - pull.matmul(process.points))
        * process.inverseSquaredLengths * 2
      return process.features.rows(gradients)
    }
  }
}

/// Matérn 5/2 of squared distances in units of the lengths, and its derivative by them.
private struct MaternKernel {
  let values: Tensor
  let slopes: Tensor

  init(_ squaredDistances: Tensor, height: Double) {
    let root = (squaredDistances * 5).sqrt()
    let decay = (-root).exp() * height
    values = decay * (squaredDistances * (5.0 / 3) + root + 1)
    slopes = decay * (root + 1) * (-5.0 / 6)
  }
}

/// Hyper-parameters as numbers of which distances are taken: a choice is as many as it has values, of which one differs from 0.
private struct Features {
  private let widths: [Int]

  init(_ space: SearchSpace) {
    widths = space.distributions.map { $0.isCategorical ? $0.count! : 1 }
  }

  var parameters: Int { widths.count }

  func matrix(_ units: [[Double]]) -> Tensor {
    var rows: [Double] = []
    for unit in units {
      for (value, width) in zip(unit, widths) {
        if width == 1 {
          rows.append(value)
        } else {
          let choice = min(Int(value * Double(width)), width - 1)
          // Two choices that differ are at distance 1.
          for other in 0..<width { rows.append(other == choice ? 0.5.squareRoot() : 0) }
        }
      }
    }
    return Tensor(rows, shape: [units.count, widths.reduce(0, +)])
  }

  /// One number for each hyper-parameter, for each of its features.
  func spread(_ numbers: [Double]) -> Tensor {
    var spread: [Double] = []
    for (number, width) in zip(numbers, widths) {
      spread += Array(repeating: number, count: width)
    }
    return Tensor(spread)
  }

  /// 1 where a feature is one of a hyper-parameter: `[features, parameters]`.
  var membership: Tensor {
    var rows: [Double] = []
    for (index, width) in widths.enumerated() {
      for _ in 0..<width { rows += widths.indices.map { $0 == index ? 1.0 : 0 } }
    }
    return Tensor(rows, shape: [widths.reduce(0, +), parameters])
  }

  /// Gradients by hyper-parameters from those by features; 0 for choices, which cannot move a little.
  func rows(_ gradients: Tensor) -> [[Double]] {
    let flat = gradients.array(as: Double.self)
    let size = widths.reduce(0, +)
    return (0..<gradients.shape[0]).map { row in
      var place = row * size
      return widths.map { width in
        defer { place += width }
        return width == 1 ? flat[place] : 0
      }
    }
  }
}

/// How well settings explain what is known.
private struct Evidence {
  private let size: Int
  private let values: Tensor  // [n]
  /// Of each pair of points, by hyper-parameter: `[n², parameters]`.
  private let squaredDifferences: Tensor

  init(_ points: Tensor, _ values: [Double], _ features: Features) {
    size = values.count
    self.values = Tensor(values)
    let differences = points.unsqueezed(1) - points.unsqueezed(0)
    squaredDifferences = (differences * differences)
      .reshaped(to: [size * size, points.shape[1]]).matmul(features.membership)
  }

  struct Covariance {
    let kernel: MaternKernel  // [n²]
    let inverse: Tensor  // [n, n]
    let logDeterminant: Double
  }

  func covariance(_ settings: GaussianRegression.Settings) -> Covariance {
    noGrad {
      let lengths = Tensor(settings.inverseSquaredLengths)
      let kernel = MaternKernel(squaredDifferences.matmul(lengths), height: settings.height)
      let matrix = kernel.values.reshaped(to: [size, size])
      let noise = Tensor.eye(size, dtype: .float64) * settings.noise
      let (factor, info) = (matrix + noise).choleskyEx()
      // Points that nearly coincide can leave it indefinite by rounding; such settings explain nothing.
      guard info.item(as: Int.self) == 0, let inverse = try? factor.choleskyInverse() else {
        return Covariance(kernel: kernel, inverse: matrix, logDeterminant: .infinity)
      }
      let logDeterminant = 2 * factor.diagonal().log().sum().item()
      return Covariance(kernel: kernel, inverse: inverse, logDeterminant: logDeterminant)
    }
  }

  /// The negative logarithm of the posterior, but for a constant, and its gradient by the logarithms of the settings.
  func loss(_ logarithms: [Double]) -> (value: Double, gradient: [Double]) {
    noGrad {
      let settings = GaussianRegression.Settings(logarithms)
      let covariance = covariance(settings)
      let weights = covariance.inverse.matmul(values)
      let byCovariance = (covariance.inverse - weights.outer(weights)) * 0.5
      let flat = byCovariance.reshaped(to: [size * size])
      let byLengths = (flat * covariance.kernel.slopes).matmul(squaredDifferences)
        .array(as: Double.self)
      let byHeight = (flat * covariance.kernel.values).sum().item()
      let byNoise = byCovariance.diagonal().sum().item()
      let prior = LogPrior(settings)
      let fit = 0.5 * (values * weights).sum().item() + 0.5 * covariance.logDeterminant
      var gradient = zip(byLengths, settings.inverseSquaredLengths).map { $0 * $1 }
      // The noise is kept less the least that it can be.
      gradient += [byHeight, byNoise * (settings.noise - GaussianRegression.Settings.leastNoise)]
      return (fit - prior.value, zip(gradient, prior.gradient).map { $0 - $1 })
    }
  }
}

/// Wide priors, those of Optuna: inverse squared lengths near 1 within some orders of magnitude, Γ(2, 1) for the height, Γ(1.1, 30) for
/// the noise.
private struct LogPrior {
  let value: Double
  /// By the logarithms of the settings.
  let gradient: [Double]

  init(_ settings: GaussianRegression.Settings) {
    let lengths = settings.inverseSquaredLengths
    let (height, noise) = (settings.height, settings.noise)
    value =
      lengths.reduce(0) { $0 - 0.1 / $1 - 0.1 * $1 } + log(height) - height + 0.1 * log(noise)
      - 30 * noise
    let free = noise - GaussianRegression.Settings.leastNoise
    gradient =
      lengths.map { 0.1 / $0 - 0.1 * $0 } + [1 - height, (0.1 / noise - 30) * free]
  }
}
