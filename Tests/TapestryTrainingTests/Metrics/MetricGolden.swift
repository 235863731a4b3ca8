import Foundation
import TapestryCore
import TapestryTraining
import Testing

/// Predictions and what scikit-learn and torchmetrics make of them; see `Tests/Goldens/metrics.py`.
struct MetricGolden: Decodable {
  struct Case: Decodable {
    let scores: [Double]
    let targets: [Double]
    let values: [String: Double]
    let confusion: [Double]?
    let outputs: Int?

    /// Scores `[examples, …]`.
    var scoreTensor: Tensor {
      let columns = scores.count / targets.count
      return Tensor(
        scores, shape: columns == 1 ? [targets.count] : [targets.count, columns], dtype: .float64)
    }

    var labels: Tensor { Tensor(targets, shape: [targets.count]).cast(to: .int64) }

    /// Shows a metric everything at once, in batches, and divided between two that are merged, and holds it to a stored value.
    func check<M: PredictionMetric>(
      _ name: String, _ scores: Tensor? = nil, _ targets: Tensor? = nil,
      sourceLocation: SourceLocation = #_sourceLocation, _ make: () -> M
    ) throws {
      let expected = try #require(values[name], sourceLocation: sourceLocation)
      let (scores, targets) = (scores ?? scoreTensor, targets ?? labels)
      let (whole, parts, first, second) = (make(), make(), make(), make())
      #expect(whole.value.isNaN, sourceLocation: sourceLocation)
      update(whole, scores, targets)
      let cut = targets.shape[0] / 3
      for (part, range) in [(first, 0..<cut), (second, cut..<targets.shape[0])] {
        update(parts, scores[range], targets[range])
        update(part, scores[range], targets[range])
      }
      first.merge(second)
      let copy = make()
      copy.totals = first.totals
      for metric in [whole, parts, first, copy] {
        #expect(
          abs(metric.value - expected) <= 1e-9 * max(1, abs(expected)), "\(name)",
          sourceLocation: sourceLocation)
      }
      whole.reset()
      #expect(whole.value.isNaN, sourceLocation: sourceLocation)
      update(whole, scores, targets)
      #expect(whole.value == copy.value || abs(whole.value - copy.value) < 1e-12 * abs(expected))
    }

    private func update(_ metric: some PredictionMetric, _ scores: Tensor, _ targets: Tensor) {
      metric.update(scores, targets, file: #fileID, line: #line)
    }
  }

  let binary: [Case]
  let classes: [Case]
  let numbers: [Case]

  static func read() throws -> MetricGolden {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let data = try Data(contentsOf: folder.appendingPathComponent("Goldens/metrics.json"))
    return try JSONDecoder().decode(MetricGolden.self, from: data)
  }
}
