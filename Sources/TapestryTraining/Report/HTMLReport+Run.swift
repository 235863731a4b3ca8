import TapestryCore

/// The parts of a report on a training run.
extension HTMLReport {
  /// Adds a plot with a curve for each name, of a value an epoch.
  public mutating func addCurves(
    _ title: String, _ curves: KeyValuePairs<String, [Double]>, yLabel: String = ""
  ) {
    var plot = Plot(title: title, xLabel: "epoch", yLabel: yLabel)
    for (name, values) in curves { plot.add(name, values) }
    add(plot)
  }

  /// Adds a plot for each measure of a training, with the validation's beside it. Lines pass over epochs in which a measure was not
  /// taken.
  public mutating func addHistory(_ history: History) {
    let prefix = "val_"
    var seen: Set<String> = []
    for name in history.names {
      let measure = name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
      guard seen.insert(measure).inserted else { continue }
      var plot = Plot(title: measure, xLabel: "epoch", yLabel: measure)
      for (curve, name) in [("training", measure), ("validation", prefix + measure)] {
        let points = history.epochs.enumerated().compactMap { epoch, measures in
          measures[name].map { (Double(epoch + 1), $0) }
        }
        if !points.isEmpty { plot.add(curve, points) }
      }
      add(plot)
    }
  }

  /// Adds a confusion matrix, as ``Plot/confusionMatrix(_:names:title:file:line:)`` draws it.
  public mutating func addConfusionMatrix(
    _ counts: Tensor, names: [String]? = nil, file: StaticString = #fileID, line: UInt = #line
  ) {
    add(Plot.confusionMatrix(counts, names: names, file: file, line: line))
  }

  /// Adds the images that a classifier took for another class and was surest of, the surest first.
  ///
  /// - Parameters:
  ///   - images: `[count, …]` as for ``ImageGrid``.
  ///   - logits: `[count, classes]`, what the model gave.
  ///   - labels: `[count]`, the true classes' numbers.
  ///   - names: the classes' names; by default their numbers.
  ///   - most: how many images at most.
  public mutating func addMistakes(
    images: Tensor, logits: Tensor, labels: Tensor, names: [String]? = nil, most: Int = 24,
    range: ClosedRange<Double>? = nil, file: StaticString = #fileID, line: UInt = #line
  ) {
    let mistakes = Mistake.worst(
      logits: logits, labels: labels, most: most, file: file, line: line)
    demand(
      images.rank >= 3 && images.shape[0] == labels.count,
      "addMistakes: images \(images.shape), \(labels.count) labels; an image each is needed",
      file: file, line: line)
    guard !mistakes.isEmpty else {
      return addText("There are no mistakes among \(labels.count.grouped).")
    }
    func name(_ number: Int) -> String {
      guard let names, names.indices.contains(number) else { return String(number) }
      return names[number]
    }
    let chosen = stack(mistakes.map { images[$0.index] })
    let captions = mistakes.map {
      "\(name($0.label)), taken for \(name($0.prediction)) (\(($0.confidence * 100).fixed(0)) %)"
    }
    addImages(chosen, captions: captions, range: range, file: file, line: line)
  }

  /// Adds the table of a model's layers.
  public mutating func addSummary(_ summary: ModelSummary) {
    addCode(String(describing: summary))
  }
}

/// An example that a classifier took for another class.
public struct Mistake: Equatable, Sendable {
  /// Which example it is.
  public var index: Int
  /// The true class's number.
  public var label: Int
  /// The number of the class that it was taken for.
  public var prediction: Int
  /// The probability that the classifier gave to that class.
  public var confidence: Double

  /// The mistakes that a classifier was surest of, the surest first; equally sure ones in their order.
  ///
  /// - Parameters:
  ///   - logits: `[count, classes]`, what the model gave.
  ///   - labels: `[count]`, the true classes' numbers.
  ///   - most: how many at most.
  public static func worst(
    logits: Tensor, labels: Tensor, most: Int, file: StaticString = #fileID, line: UInt = #line
  ) -> [Mistake] {
    demand(
      logits.rank == 2 && labels.rank == 1 && logits.shape[0] == labels.shape[0]
        && logits.shape[1] > 0 && most >= 0,
      """
      Mistake.worst: logits \(logits.shape), labels \(labels.shape), at most \(most); [count, classes] and \
      [count] are needed
      """, file: file, line: line)
    let shares = noGrad { logits.softmax(axis: 1) }.array(as: Double.self)
    let classes = logits.shape[1]
    var mistakes: [Mistake] = []
    for (index, label) in labels.array(as: Int.self).enumerated() {
      let row = shares[index * classes..<(index + 1) * classes]
      let best = row.indices.max { row[$0] < row[$1] }! - row.startIndex
      if best != label {
        mistakes.append(
          Mistake(
            index: index, label: label, prediction: best, confidence: row[row.startIndex + best]))
      }
    }
    mistakes.sort { ($1.confidence, $0.index) < ($0.confidence, $1.index) }
    return Array(mistakes.prefix(most))
  }
}
