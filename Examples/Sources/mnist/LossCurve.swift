import Tapestry

/// The loss of each batch, and of the test set after each epoch, to be drawn.
struct LossCurve {
  private var batches: [Double] = []
  private var test: [LinePlot.Point] = []

  mutating func add(batch loss: Double) {
    batches.append(loss)
  }

  mutating func add(test loss: Double) {
    test.append((Double(batches.count), loss))
  }

  var plot: LinePlot {
    var plot = LinePlot(title: "Reading digits", xLabel: "step", yLabel: "cross entropy")
    plot.add("each batch", batches, style: .faint)
    plot.add("mean of 40 batches", smoothed)
    plot.add("test set", test)
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
