import TapestryCore
import TapestryData
import TapestryNN
import TapestryOptim

/// How far a training has come: what a ``Callback`` sees of it and may do with it.
public final class TrainingRun {
  /// Whose training it is: it has the model, the optimizer and the metrics.
  public let trainer: Trainer

  /// How many epochs were asked for, those before a resumption included.
  public let epochs: Int

  /// How many batches the loader gives.
  public let batchesPerEpoch: Int

  /// How many examples all batches of an epoch have but, perhaps, the last.
  public let batchSize: Int

  /// How many examples all batches of an epoch have together.
  public let examplesPerEpoch: Int

  /// How many epochs are over.
  public internal(set) var epoch = 0

  /// How many batches of this epoch are over.
  public internal(set) var batch = 0

  /// How many steps the optimizer has made in all epochs.
  public internal(set) var step = 0

  /// The inputs of the last batch, `[batch, …]`; nil before the first.
  public internal(set) var inputs: Tensor?

  /// The loss of the last batch; NaN before the first.
  public internal(set) var batchLoss = Double.nan

  /// What the epochs that are over measured.
  public internal(set) var history = History()

  /// Whether training ends because of Ctrl-C.
  public internal(set) var isInterrupted = false

  var isWithinEpoch = false
  let callbacks: [any Callback]
  /// The thread's random numbers when this epoch began.
  var epochGenerator = defaultGenerator.state
  private var checkpoints: [String] = []
  private var checkpointsIfStopped: [String] = []
  /// After how many epochs there is a validation; nil where there is none.
  private let validationInterval: Int?

  init<Source: Dataset>(
    _ trainer: Trainer, epochs: Int, over loader: DataLoader<Source>, validationInterval: Int?,
    callbacks: [any Callback]
  ) {
    self.trainer = trainer
    self.epochs = epochs
    self.validationInterval = validationInterval
    self.callbacks = callbacks
    batchesPerEpoch = loader.count
    batchSize = loader.batchSize
    examplesPerEpoch = loader.exampleCount
  }

  /// What has been measured in this epoch so far; after its end with the validation's.
  public var measures: Measures {
    isWithinEpoch ? trainer.measures : history.epochs.last ?? Measures()
  }

  /// Adds a measure to those of the epoch that has just ended, as for `epochDidEnd(_:)` of later callbacks and the history.
  public func record(_ name: String, _ value: Double) {
    if !history.epochs.isEmpty { history.epochs[history.epochs.count - 1][name] = value }
  }

  /// Ends the training: an epoch under way is broken off after this batch, without a validation or a place in the history.
  ///
  /// - Parameter reason: in words, for ``History/stopReason``; the first counts.
  public func stop(_ reason: String) {
    history.stopReason = history.stopReason ?? reason
  }

  /// Writes a checkpoint as soon as all callbacks have been told of what happens now, so that it holds their state after that.
  public func saveCheckpoint(to path: String) { checkpoints.append(path) }

  /// The same where one of these callbacks, perhaps a later one, ends the training now.
  func saveCheckpointIfStopped(to path: String) { checkpointsIfStopped.append(path) }

  var isStopped: Bool { history.stopReason != nil }

  /// Tells all callbacks of an event, and writes the checkpoints that they ask for.
  func tell(_ event: (any Callback) throws -> Void) throws {
    for callback in callbacks { try event(callback) }
    let paths = checkpoints + (isStopped ? checkpointsIfStopped : [])
    (checkpoints, checkpointsIfStopped) = ([], [])
    for path in paths { try save(to: path) }
  }

  /// Whether there is a validation after an epoch, counted from 1.
  func isValidated(_ epoch: Int) -> Bool {
    validationInterval.map(epoch.isMultiple) ?? false
  }

  /// A measure that a callback goes by; nil for one of the validation after an epoch without one, a mistake where there is none of the
  /// name.
  func measure(_ name: String, for owner: String) -> Double? {
    if let value = measures[name] { return value }
    if name.hasPrefix("val_"), validationInterval != nil, !isValidated(epoch) { return nil }
    mistake("\(owner): there is no \"\(name)\" among \(measures.names.joined(separator: ", "))")
  }
}

extension TrainingRun {
  func endEpoch(_ measures: Measures) {
    history.epochs.append(measures)
    isWithinEpoch = false
    epoch += 1
    batch = 0
  }

  func interrupt() {
    isInterrupted = true
    stop("interrupted after batch \(batch) of epoch \(epoch + 1)")
  }
}
