import Glibc
import TapestryTune

/// Functions that samplers are compared on; `samplers.py` has the same.
enum Function: String, CaseIterable {
  case branin, hartmann6, rosenbrock10, conditional, sphere20

  func callAsFunction(_ trial: Trial) -> Double {
    switch self {
    case .branin:
      let (x, y) = (trial.float("x0", -5...10), trial.float("x1", 0...15))
      return pow(y - 5.1 / (4 * .pi * .pi) * x * x + 5 / .pi * x - 6, 2)
        + 10 * (1 - 1 / (8 * .pi)) * cos(x) + 10
    case .hartmann6: return hartmann(point(trial, 6, 0...1))
    case .rosenbrock10:
      let x = point(trial, 10, -5...10)
      return zip(x, x.dropFirst()).reduce(0) {
        $0 + 100 * pow($1.1 - $1.0 * $1.0, 2) + pow(1 - $1.0, 2)
      }
    case .conditional: return conditional(trial)
    case .sphere20:
      // Moved, as some samplers begin in the middle.
      return point(trial, 20, -5.12...5.12).enumerated().reduce(0) {
        $0 + pow($1.element - 2 * sin(Double($1.offset)), 2)
      }
    }
  }

  private func point(_ trial: Trial, _ size: Int, _ range: ClosedRange<Double>) -> [Double] {
    (0..<size).map { trial.float("x\($0)", range) }
  }

  private func hartmann(_ x: [Double]) -> Double {
    let a: [[Double]] = [
      [10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8],
      [17, 8, 0.05, 10, 0.1, 14],
    ]
    let p: [[Double]] = [
      [1312, 1696, 5569, 124, 8283, 5886], [2329, 4135, 8307, 3736, 1004, 9991],
      [2348, 1451, 3522, 2883, 3047, 6650], [4047, 8828, 8732, 5743, 1091, 381],
    ]
    var sum = 0.0
    for (row, weight) in [1, 1.2, 3, 3.2].enumerated() {
      var distance = 0.0
      for axis in 0..<6 { distance += a[row][axis] * pow(x[axis] - p[row][axis] * 1e-4, 2) }
      sum -= weight * exp(-distance)
    }
    return sum
  }

  /// Training as it might be: each kind of optimizer has hyper-parameters of its own.
  private func conditional(_ trial: Trial) -> Double {
    var loss = 0.0
    switch trial.categorical("optimizer", ["sgd", "adam", "none"]) {
    case "sgd":
      let rate = trial.float("sgd_lr", 1e-4...1, log: true)
      let momentum = trial.float("momentum", 0...0.99)
      loss += 0.1 + pow(log10(rate) + 1, 2) + 4 * pow(momentum - 0.9, 2)
    case "adam":
      let rate = trial.float("adam_lr", 1e-5...1e-1, log: true)
      loss += pow(log10(rate) + 3, 2) + 2 * pow(trial.float("beta", 0.8...0.999) - 0.95, 2)
    default: loss += 2
    }
    let layers = trial.int("layers", 1...3)
    loss += 0.2 * pow(Double(layers) - 2, 2)
    for layer in 0..<layers {
      let width = trial.int("width\(layer)", 8...512, log: true)
      loss += 0.1 * pow(log2(Double(width)) - 7, 2)
    }
    return loss + pow(trial.float("dropout", 0...0.8) - 0.3, 2)
  }
}
