import Tapestry
import TapestryTune

/// How soon each way to look was as good as the first after all its epochs.
struct Comparison {
  private let outcomes: [Outcome]

  init(_ outcomes: [Outcome]) { self.outcomes = outcomes }

  var best: Double { outcomes.map(\.best).max() ?? 0 }

  /// A line for each way.
  var lines: [String] {
    guard let first = outcomes.first else { return [] }
    return outcomes.map { outcome in
      let reached =
        outcome.epochs(toReach: first.best).map { "reached \(first.name)'s best in epoch \($0)" }
        ?? "did not reach \(first.name)'s best"
      return "\(outcome.name): \(outcome.trials) trials in \(outcome.epochs) epochs, \(reached)"
    }
  }

  /// Adds a curve and a row of a table for each way.
  func add(to page: inout HTMLReport) {
    guard let first = outcomes.first else { return }
    var plot = Plot(title: "Best so far", xLabel: "epochs, all trials together", yLabel: "accuracy")
    for outcome in outcomes { plot.add(outcome.name, outcome.progress, style: .steps) }
    page.add(plot)
    page.addTable(
      columns: ["way", "trials", "epochs", "best accuracy", "\(first.name)'s best in epoch"],
      rows: outcomes.map { outcome in
        [
          outcome.name, "\(outcome.trials)", "\(outcome.epochs)", "\(Float(outcome.best))",
          outcome.epochs(toReach: first.best).map(String.init) ?? "",
        ]
      })
  }
}

/// What came of one way.
struct Outcome {
  let name: String
  let trials: Int
  private(set) var epochs = 0
  /// The best accuracy of a trial that came to its end, over the epochs that were trained by then.
  private(set) var progress: [Plot.Point] = []

  init(_ name: String, _ trials: [TrialRecord]) {
    (self.name, self.trials) = (name, trials.count)
    for trial in trials {
      epochs += trial.reports.count
      if let accuracy = trial.value {
        progress.append((x: Double(epochs), y: max(accuracy, best)))
      }
    }
    progress.append((x: Double(epochs), y: best))
  }

  var best: Double { progress.last?.y ?? 0 }

  func epochs(toReach goal: Double) -> Int? {
    progress.first { $0.y >= goal }.map { Int($0.x) }
  }
}
