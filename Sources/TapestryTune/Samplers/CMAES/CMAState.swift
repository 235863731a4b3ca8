import Glibc
import TapestryCore

/// The distribution of CMA-ES within the unit cube, with weights below 0 for the worse half (Hansen, 2016, whose symbols are given).
struct CMAState {
  private(set) var generation = 0
  private var mean: [Double]
  private var sigma: Double
  private var covariance: [[Double]]
  private var sigmaPath: [Double]  // p_σ
  private var covariancePath: [Double]  // p_c
  /// Columns are the axes of the distribution; nil until it is drawn from.
  private var axes: [[Double]]?
  private var lengths: [Double] = []

  private let weights: [Double]
  private let selectedMass: Double  // μ_eff
  private let rankOneRate: Double  // c_1
  private let rankManyRate: Double  // c_μ
  private let sigmaPathRate: Double  // c_σ
  private let damping: Double  // d_σ
  private let covariancePathRate: Double  // c_c
  private let expectedLength: Double  // E‖N(0, I)‖

  init(dimensions: Int, populationSize: Int, deviation: Double) {
    let d = Double(dimensions)
    let selected = populationSize / 2
    let raw = (0..<populationSize).map {
      log(Double(populationSize + 1) / 2) - log(Double($0 + 1))
    }
    func mass(_ weights: ArraySlice<Double>) -> Double {
      let sum = weights.reduce(0, +)
      return sum * sum / weights.reduce(0) { $0 + $1 * $1 }
    }
    selectedMass = mass(raw[..<selected])
    rankOneRate = 2 / ((d + 1.3) * (d + 1.3) + selectedMass)
    rankManyRate = min(
      1 - rankOneRate - 1e-8,
      2 * (selectedMass - 2 + 1 / selectedMass) / ((d + 2) * (d + 2) + selectedMass))
    let negative = min(
      1 + rankOneRate / rankManyRate, 1 + 2 * mass(raw[selected...]) / (selectedMass + 2),
      (1 - rankOneRate - rankManyRate) / (d * rankManyRate))
    let positiveSum = raw.filter { $0 > 0 }.reduce(0, +)
    let negativeSum = -raw.filter { $0 < 0 }.reduce(0, +)
    weights = raw.map { $0 >= 0 ? $0 / positiveSum : $0 * negative / negativeSum }
    sigmaPathRate = (selectedMass + 2) / (d + selectedMass + 5)
    damping =
      1 + 2 * max(0, ((selectedMass - 1) / (d + 1)).squareRoot() - 1) + sigmaPathRate
    covariancePathRate = (4 + selectedMass / d) / (d + 4 + 2 * selectedMass / d)
    expectedLength = d.squareRoot() * (1 - 1 / (4 * d) + 1 / (21 * d * d))

    mean = Array(repeating: 0.5, count: dimensions)
    sigma = deviation
    covariance = (0..<dimensions).map { row in
      (0..<dimensions).map { $0 == row ? 1 : 0 }
    }
    sigmaPath = Array(repeating: 0, count: dimensions)
    covariancePath = sigmaPath
  }

  /// A point of the cube: of draws outside others are made, up to a limit, and the last is cut off at the walls.
  ///
  /// - Parameter first: the normal numbers of the first draw.
  mutating func sample(_ first: [Double], _ random: inout RandomStream) -> [Double] {
    decompose()
    var (point, normals) = (mean, first)
    for _ in 0..<10 * mean.count {
      let draw = zip(lengths, normals).map { $0 * $1 }
      point = zip(mean, product(axes!, draw)).map { $0 + sigma * $1 }
      if point.allSatisfy({ (0...1).contains($0) }) { return point }
      normals = lengths.map { _ in random.normal() }
    }
    return point.map { min(max($0, 0), 1) }
  }

  /// Learns from a generation.
  ///
  /// - Parameter points: the best first.
  mutating func update(_ points: [[Double]]) {
    decompose()
    generation += 1
    let d = Double(mean.count)
    let moves = points.map { point in zip(point, mean).map { ($0 - $1) / sigma } }
    var step = Array(repeating: 0.0, count: mean.count)
    for (move, weight) in zip(moves, weights) where weight > 0 {
      for index in step.indices { step[index] += weight * move[index] }
    }
    for index in mean.indices { mean[index] += sigma * step[index] }

    let pull = (sigmaPathRate * (2 - sigmaPathRate) * selectedMass).squareRoot()
    sigmaPath = zip(sigmaPath, whitened(step)).map { (1 - sigmaPathRate) * $0 + pull * $1 }
    let length = norm(sigmaPath)
    sigma *= exp(sigmaPathRate / damping * (length / expectedLength - 1))

    let unrolled = 1 - pow(1 - sigmaPathRate, Double(2 * (generation + 1)))
    let isStalled = length / unrolled.squareRoot() >= (1.4 + 2 / (d + 1)) * expectedLength
    let push = (covariancePathRate * (2 - covariancePathRate) * selectedMass).squareRoot()
    covariancePath = zip(covariancePath, step).map {
      (1 - covariancePathRate) * $0 + (isStalled ? 0 : push * $1)
    }
    let lost = isStalled ? covariancePathRate * (2 - covariancePathRate) : 0
    let kept =
      1 + rankOneRate * lost - rankOneRate - rankManyRate * weights.reduce(0, +)
    // A bad direction counts by its angle alone: long ones would make the matrix indefinite.
    let shares = zip(weights, moves).map { weight, move in
      weight >= 0 ? weight : weight * d / (pow(norm(whitened(move)), 2) + 1e-8)
    }
    for row in mean.indices {
      for column in mean.indices {
        var sum = 0.0
        for (share, move) in zip(shares, moves) { sum += share * move[row] * move[column] }
        covariance[row][column] =
          kept * covariance[row][column]
          + rankOneRate * covariancePath[row] * covariancePath[column] + rankManyRate * sum
      }
    }
    axes = nil
  }

  private mutating func decompose() {
    guard axes == nil else { return }
    let size = mean.count
    let matrix = Tensor(covariance.flatMap { $0 }, shape: [size, size])
    guard let (values, vectors) = try? matrix.eigh() else {
      // A matrix without axes has no shape to lose: it is a ball again.
      lengths = Array(repeating: 1, count: size)
      axes = (0..<size).map { row in (0..<size).map { $0 == row ? 1 : 0 } }
      return
    }
    lengths = values.array(as: Double.self).map { max($0, 1e-16).squareRoot() }
    let flat = vectors.array(as: Double.self)
    axes = (0..<size).map { Array(flat[$0 * size..<($0 + 1) * size]) }
  }

  /// C^(-1/2) times a vector.
  private func whitened(_ vector: [Double]) -> [Double] {
    var along = Array(repeating: 0.0, count: vector.count)
    for (row, value) in zip(axes!, vector) {
      for index in along.indices { along[index] += row[index] * value }
    }
    return product(axes!, zip(along, lengths).map { $0 / $1 })
  }
}

private func product(_ matrix: [[Double]], _ vector: [Double]) -> [Double] {
  matrix.map { row in zip(row, vector).reduce(0) { $0 + $1.0 * $1.1 } }
}

private func norm(_ vector: [Double]) -> Double {
  vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
}
