import Tapestry

/// The loss of each batch, and of the test set now and then, to be drawn.
///
/// Among a trainer's callbacks it takes both by itself.
public final class LossCurve: Callback {
  private let title: String
  private let yLabel: String
  /// The loss of each batch so far.
  public private(set) var batches: [Double] = []
  private var test: [Plot.Point] = []

  public init(title: String, yLabel: String = "cross entropy") {
    (self.title, self.yLabel) = (title, yLabel)
  }

  public func add(batch loss: Double) {
    batches.append(loss)
  }

  public func add(test loss: Double) {
    test.append((Double(batches.count), loss))
  }

  public func batchDidEnd(_ run: TrainingRun) { add(batch: run.batchLoss) }

  public func epochDidEnd(_ run: TrainingRun) {
    if let loss = run.measures["val_loss"] { add(test: loss) }
  }

  public var plot: Plot {
    var plot = Plot(title: title, xLabel: "step", yLabel: yLabel)
    plot.add("each batch", batches, style: .faint)
    plot.add("mean of 40 batches", smoothed)
    if !test.isEmpty { plot.add("test set", test) }
    return plot
  }

  /// Each batch's loss averaged with the 20 before and the 19 after it.
  private var smoothed: [Double] {
    batches.indices.map { step in
      let window = batches[max(0, step - 20)..<min(batches.count, step + 20)]
      return window.reduce(0, +) / Double(window.count)
    }
  }
}
