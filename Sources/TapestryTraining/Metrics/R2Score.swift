import TapestryCore

/// How much of the variance of the right numbers predictions explain: 1 for all of it, 0 for what always predicting their mean
/// would, below 0 for less.
///
/// Of several outputs the mean of each output's. Where the right numbers are all the same, 1 for perfect predictions and 0 for others.
/// `sklearn.metrics.r2_score`, `keras.metrics.R2Score`, `torcheval.metrics.R2Score`.
public final class R2Score: PredictionMetric {
  /// What is known of one output.
  private struct Output {
    /// The number of examples and the mean of the right numbers.
    var count = 0.0
    var mean = 0.0
    /// The sum of the squares of their distances from their mean, and from the predictions.
    var spread = 0.0
    var residue = 0.0

    /// As if the other's examples had been seen here (Chan et al., 1979).
    mutating func merge(_ other: Output) {
      let total = count + other.count
      if total == 0 { return }
      let difference = other.mean - mean
      spread += other.spread + difference * difference * count * other.count / total
      mean += difference * other.count / total
      residue += other.residue
      count = total
    }

    var value: Double {
      if count < 2 { return .nan }
      return spread == 0 ? (residue == 0 ? 1 : 0) : 1 - residue / spread
    }
  }

  private var outputs: [Output] = []

  public init() {}

  /// Adds the predictions for a batch.
  ///
  /// - Parameters:
  ///   - predictions: `[batch, …]`, each place behind the batch an output of its own.
  ///   - targets: of the same shape.
  public func update(
    _ predictions: Tensor, _ targets: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) {
    demand(
      targets.rank >= 1, "R2Score: targets \(targets.shape) without an axis of examples",
      file: file, line: line)
    guard let errors = errors("R2Score", predictions, targets, file: file, line: line) else {
      return
    }
    let rows = targets.shape[0]
    let right = targets.detach().cast(to: .float64).reshaped(to: [rows, -1])
    let mean = right.mean(axis: 0, keepDims: true)
    let spread = (right - mean).square().sum(axis: 0).array(as: Double.self)
    let residue = errors.reshaped(to: [rows, -1]).square().sum(axis: 0).array(as: Double.self)
    let batch = mean.array(as: Double.self).indices.map {
      Output(
        count: Double(rows), mean: mean[0, $0].item(), spread: spread[$0], residue: residue[$0])
    }
    demand(
      outputs.isEmpty || outputs.count == batch.count,
      "R2Score: \(batch.count) outputs after \(outputs.count)", file: file, line: line)
    merge(batch)
  }

  private func merge(_ others: [Output]) {
    if outputs.isEmpty { outputs = others.map { _ in Output() } }
    for (place, other) in others.enumerated() { outputs[place].merge(other) }
  }

  public func merge(_ other: R2Score) { merge(other.outputs) }

  /// The mean over outputs; NaN where fewer than two examples were seen.
  public var value: Double {
    outputs.isEmpty ? .nan : outputs.reduce(0) { $0 + $1.value } / Double(outputs.count)
  }

  /// Of each output: the number of examples, the mean of the right numbers, and two sums of squares.
  public var totals: [Double] {
    get { outputs.flatMap { [$0.count, $0.mean, $0.spread, $0.residue] } }
    set {
      outputs = stride(from: 0, to: newValue.count, by: 4).map {
        Output(
          count: newValue[$0], mean: newValue[$0 + 1], spread: newValue[$0 + 2],
          residue: newValue[$0 + 3])
      }
    }
  }

  public var monitorMode: MonitorMode { .max }

  public func reset() { outputs = [] }
}
