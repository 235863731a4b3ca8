import TapestryCore
import TapestryIO
import TapestryNN

/// Writes a training's measures, histograms of its parameters, pictures and the model as text for TensorBoard.
///
/// ```swift
/// let board = TensorBoard(
///   "runs/first",
///   figures: [
///     "digits": { run in   // some images, and what the model takes them for by now
///       let classes = run.trainer.predictClasses(digits).array(as: Int.self)
///       return ImageGrid(title: "", digits, captions: classes.map { "\($0)" })
///     }
///   ])
/// try trainer.fit(train, epochs: 5, validation: test, callbacks: [board])
/// ```
///
/// Measures go to the folder `train`, those of the validation under the same tags to `validation` beside it, so that both are drawn
/// into one picture. The steps of measures, histograms and figures are epochs, counted from 1. Texts are `model`, its summary, and `graph`, the operations of
/// one forward pass in the DOT language. `keras.callbacks.TensorBoard`.
public final class TensorBoard: Callback {
  /// Where the event files go.
  public let folder: String
  private let histograms: Bool
  private let stepInterval: Int?
  private let figures: KeyValuePairs<String, (TrainingRun) throws -> any Figure>
  private var writer: SummaryWriter?
  private var validationWriter: SummaryWriter?
  private var hasModel = false
  /// The optimizer's steps when a batch ended last.
  private var steps = 0

  /// - Parameters:
  ///   - folder: is made where there is none; each training adds files of its own.
  ///   - histograms: whether the distribution of each parameter is written after each epoch.
  ///   - stepInterval: after how many of the optimizer's steps the loss of the batch, as `batch_loss`, and what metrics say of the epoch
  ///     so far, as `batch_accuracy` and the like, are written; nil for never. Their steps are the optimizer's.
  ///   - figures: by their tags, what is drawn after each epoch: examples, a confusion matrix, the weights of a layer.
  public init(
    _ folder: String, histograms: Bool = true, stepInterval: Int? = nil,
    figures: KeyValuePairs<String, (TrainingRun) throws -> any Figure> = [:],
    file: StaticString = #fileID, line: UInt = #line
  ) {
    demand(
      stepInterval ?? 1 > 0, "TensorBoard: measures every \(stepInterval ?? 0) steps", file: file,
      line: line)
    self.folder = folder
    self.stepInterval = stepInterval
    self.histograms = histograms
    self.figures = figures
  }

  /// - Throws: ``FileError`` where nothing can be written, before there is work to lose.
  public func fitWillBegin(_ run: TrainingRun) throws {
    writer = try SummaryWriter("\(folder)/train")
    (validationWriter, hasModel, steps) = (nil, false, run.step)
  }

  public func batchDidEnd(_ run: TrainingRun) throws {
    try addStep(run)
    guard !hasModel, let inputs = run.inputs else { return }
    hasModel = true
    let model = run.trainer.model
    var graph = ""
    let summary = model.summary {
      graph = enableGrad { graphDescription(of: model(inputs[0..<1]), in: model) }
    }
    try writer?.addText("model", fenced("\(summary)"), step: 0)
    try writer?.addText("graph", fenced(graph), step: 0)
  }

  private func addStep(_ run: TrainingRun) throws {
    // Batches whose gradients only gather are no step.
    guard let stepInterval, run.step > steps else { return }
    steps = run.step
    guard run.step.isMultiple(of: stepInterval) else { return }
    try writer?.addScalar("batch_loss", run.batchLoss, step: run.step)
    for (name, value) in run.measures.entries where name != "loss" {
      try writer?.addScalar("batch_\(name)", value, step: run.step)
    }
  }

  public func epochDidEnd(_ run: TrainingRun) throws {
    for (name, value) in run.measures.entries {
      if name.hasPrefix("val_") {
        let writer = try validationWriter ?? SummaryWriter("\(folder)/validation")
        validationWriter = writer
        try writer.addScalar(String(name.dropFirst("val_".count)), value, step: run.epoch)
      } else {
        try writer?.addScalar(name, value, step: run.epoch)
      }
    }
    for (tag, figure) in figures {
      try writer?.addImage(tag, figure(run).picture(), step: run.epoch)
    }
    guard histograms else { return }
    for (name, parameter) in run.trainer.model.namedParameters() {
      try writer?.addHistogram(name, parameter, step: run.epoch)
    }
  }

  public func fitDidEnd(_ run: TrainingRun) { (writer, validationWriter) = (nil, nil) }

  /// Text that Markdown leaves as it is.
  private func fenced(_ text: String) -> String { "```\n\(text)\n```" }
}
