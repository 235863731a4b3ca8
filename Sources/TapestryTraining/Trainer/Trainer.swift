import TapestryCore
import TapestryData
import TapestryNN
import TapestryOptim

/// Trains a network, measures how well it does, and predicts with it: the loop that one would write, written once.
///
/// ```swift
/// let trainer = Trainer(
///   model, optimizer: Adam(model.parameters(), learningRate: 1e-3), loss: CrossEntropyLoss(),
///   metrics: ["accuracy": Accuracy()])
/// let history = try trainer.fit(
///   DataLoader(train, batchSize: 32, shuffle: true), epochs: 5,
///   validation: DataLoader(test, batchSize: 500))
/// print(try trainer.evaluate(DataLoader(test, batchSize: 500)))   // loss 0.0731  accuracy 0.9776
/// let digits = trainer.predictClasses(images)
/// ```
///
/// It does nothing that a loop of yours could not do, and reading ``fit(_:epochs:validation:validationInterval:callbacks:progress:resumingFrom:file:line:)``
/// is a way to learn to write one, as for networks of several inputs, several optimizers, or ``LBFGS``, which want their own.
///
/// Keras's `compile`, `fit`, `evaluate` and `predict`; Lightning's `Trainer`.
public final class Trainer {
  /// The network that is trained.
  public let model: any Layer
  /// Changes the model's parameters after each batch, or each ``accumulation`` of them.
  public let optimizer: Optimizer
  /// The mean loss of a batch, a scalar.
  public let loss: (_ predictions: Tensor, _ targets: Tensor) -> Tensor
  /// What is measured besides the loss, by the names under which it is shown.
  public let metrics: KeyValuePairs<String, any PredictionMetric>

  /// The dtype of ``autocast(to:isEnabled:file:line:_:)`` around model and loss; nil for none.
  public let precision: DType?

  /// What the norm of all gradients is cut to before each step; nil where it is not.
  public let maxGradNorm: Double?

  /// The batches whose gradients make one step.
  public let accumulation: Int

  /// Keeps gradients of float16 from vanishing.
  let scaler: GradScaler?
  private let meanLoss = RunningMean()
  /// Whether metrics hold what an epoch under way has measured so far.
  private var isWithinEpoch = false

  /// - Parameters:
  ///   - optimizer: over the model's parameters.
  ///   - loss: the mean over a batch, a scalar.
  ///   - metrics: names and metrics, shown in this order. Each is reset before every epoch and evaluation. A name is there once, is
  ///     not `loss`, and does not begin with `val_`.
  ///   - precision: `.bfloat16` or `.float16` for mixed precision.
  ///   - maxGradNorm: as for ``clipGradNorm(_:maxNorm:normType:file:line:)``.
  ///   - accumulation: how many batches make one step: the step is that of a batch so many times as large.
  public init(
    _ model: any Layer, optimizer: Optimizer, loss: @escaping (Tensor, Tensor) -> Tensor,
    metrics: KeyValuePairs<String, any PredictionMetric> = [:], precision: DType? = nil,
    maxGradNorm: Double? = nil, accumulation: Int = 1, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    demand(
      accumulation > 0, "Trainer: an accumulation of \(accumulation) batches", file: file,
      line: line)
    let names = metrics.map(\.key)
    for (place, name) in names.enumerated() {
      demand(
        name != "loss" && !name.hasPrefix("val_") && !names[..<place].contains(name),
        "Trainer: a metric called \"\(name)\": a name that no other measure has is needed",
        file: file, line: line)
    }
    self.model = model
    self.optimizer = optimizer
    self.loss = loss
    self.metrics = metrics
    self.precision = precision
    self.maxGradNorm = maxGradNorm
    self.accumulation = accumulation
    scaler = precision == .float16 ? GradScaler() : nil
  }

  /// - Parameter loss: a module that compares predictions with targets, such as ``CrossEntropyLoss``.
  public convenience init(
    _ model: any Layer, optimizer: Optimizer, loss: any Loss,
    metrics: KeyValuePairs<String, any PredictionMetric> = [:], precision: DType? = nil,
    maxGradNorm: Double? = nil, accumulation: Int = 1, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    self.init(
      model, optimizer: optimizer, loss: { loss($0, $1) }, metrics: metrics, precision: precision,
      maxGradNorm: maxGradNorm, accumulation: accumulation, file: file, line: line)
  }

  /// Trains for some epochs.
  ///
  /// Ctrl-C ends the training after the step that it is at: callbacks are told, a ``Checkpoint`` is written, and the program goes on. A
  /// second one ends the program. Afterwards the model is in evaluation mode.
  ///
  /// - Parameters:
  ///   - train: gives inputs `[batch, …]` and targets.
  ///   - epochs: how many there are to be in the end, those before a resumption included.
  ///   - validation: what to measure after each epoch, as `val_loss` and the like.
  ///   - validationInterval: after how many epochs that is done; callbacks that go by its measures pass over the others.
  ///   - callbacks: told in this order.
  ///   - progress: where each epoch is shown as it goes; nil for nowhere.
  ///   - checkpoint: a file that a ``Checkpoint`` wrote in a training like this one, to go on from there: to the last bit as if it
  ///     had not ended. Nil to begin anew.
  /// - Returns: what was measured.
  /// - Throws: what the loaders and callbacks throw, and ``FileError`` for the checkpoint.
  @discardableResult
  public func fit<Train: Dataset, Validation: Dataset>(
    _ train: DataLoader<Train>, epochs: Int,
    validation: DataLoader<Validation>? = DataLoader<TensorDataset>?.none,
    validationInterval: Int = 1,
    callbacks: [any Callback] = [], progress: Console? = .standardOutput,
    resumingFrom checkpoint: String? = nil, file: StaticString = #fileID, line: UInt = #line
  ) throws -> History where Train.Batch == (Tensor, Tensor), Validation.Batch == (Tensor, Tensor) {
    demand(train.count > 0, "fit: a loader without batches", file: file, line: line)
    demand(
      validationInterval > 0, "fit: a validation every \(validationInterval) epochs", file: file,
      line: line)
    let bars = progress.map { [ProgressDisplay(to: $0)] } ?? []
    let run = TrainingRun(
      self, epochs: epochs, over: train,
      validationInterval: validation == nil ? nil : validationInterval,
      callbacks: callbacks + bars)
    try Interrupts.caught {
      var random = try checkpoint.map { try run.load(from: $0) }
      for epoch in 0..<run.epoch {
        train.skipEpoch()
        if run.isValidated(epoch + 1) { validation?.skipEpoch() }
      }
      try run.tell { try $0.fitWillBegin(run) }
      while run.epoch < epochs && !run.isStopped {
        try trainEpoch(train, run, resumingAt: random, file, line)
        random = nil
        if run.isStopped { break }
        model.eval()
        var measures = self.measures
        if let validation, run.isValidated(run.epoch + 1) {
          measures.add(try evaluate(validation, file: file, line: line), prefix: "val_")
        }
        run.endEpoch(measures)
        try run.tell { try $0.epochDidEnd(run) }
      }
      model.eval()
      try run.tell { try $0.fitDidEnd(run) }
    }
    return run.history
  }

  private func trainEpoch<Train: Dataset>(
    _ train: DataLoader<Train>, _ run: TrainingRun, resumingAt random: Generator.State?,
    _ file: StaticString, _ line: UInt
  ) throws where Train.Batch == (Tensor, Tensor) {
    model.train()
    isWithinEpoch = true
    defer { isWithinEpoch = false }
    var batches = try begin(train, run, resumingAt: random)
    try run.tell { try $0.epochWillBegin(run) }
    while let (inputs, targets) = try batches.next() {
      let groupStart = run.batch / accumulation * accumulation
      let groupSize = min(accumulation, run.batchesPerEpoch - groupStart)
      if run.batch == groupStart { optimizer.zeroGrad() }
      let loss = measure(inputs, targets, file, line)
      let share = groupSize == 1 ? loss : loss / groupSize
      (scaler?.scale(share) ?? share).backward()
      run.batch += 1
      (run.inputs, run.batchLoss) = (inputs, loss.item())
      if run.batch == groupStart + groupSize {
        step()
        run.step += 1
        if Interrupts.isPending { run.interrupt() }
      }
      try run.tell { try $0.batchDidEnd(run) }
      if run.isStopped { return }
    }
  }

  /// Begins an epoch, or goes on within one.
  ///
  /// - Parameter random: the random numbers to go on with where a checkpoint was loaded.
  private func begin<Train: Dataset>(
    _ train: DataLoader<Train>, _ run: TrainingRun, resumingAt random: Generator.State?
  ) throws -> DataLoader<Train>.Batches {
    run.isWithinEpoch = true
    if run.batch == 0 {
      for metric in allMetrics { metric.reset() }
      if let random { defaultGenerator.state = random }
      run.epochGenerator = defaultGenerator.state
      return train.batches()
    }
    defaultGenerator.state = run.epochGenerator
    var batches = train.batches()
    for _ in 0..<run.batch { _ = try batches.next() }
    if let random { defaultGenerator.state = random }
    return batches
  }

  /// The loss of a batch, with which loss and metrics are told of it.
  private func measure(
    _ inputs: Tensor, _ targets: Tensor, _ file: StaticString, _ line: UInt
  ) -> Tensor {
    let (predictions, loss) = casting {
      let predictions = model(inputs, file: file, line: line)
      return (predictions, self.loss(predictions, targets))
    }
    meanLoss.update(loss.item(), count: inputs.shape[0])
    for (_, metric) in metrics { metric.update(predictions, targets, file: file, line: line) }
    return loss
  }

  /// Changes the parameters by the gradients that have gathered.
  private func step() {
    if let maxGradNorm {
      scaler?.unscale(optimizer)
      clipGradNorm(optimizer.parameters, maxNorm: maxGradNorm)
    }
    guard let scaler else { return optimizer.step() }
    scaler.step(optimizer)
    scaler.update()
  }

  func casting<Result>(_ body: () -> Result) -> Result {
    precision.map { autocast(to: $0, body) } ?? body()
  }

  /// Measures the loss and all metrics over some batches, in evaluation mode and without changing the model.
  ///
  /// A callback may call it, also within an epoch: what that has measured so far is as before.
  ///
  /// - Parameter progress: where it is shown how far it has come; nil for nowhere.
  public func evaluate<Source: Dataset>(
    _ loader: DataLoader<Source>, progress: Console? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) throws(Source.Failure) -> Measures where Source.Batch == (Tensor, Tensor) {
    let totals = isWithinEpoch ? allMetrics.map(\.totals) : []
    defer { for (metric, totals) in zip(allMetrics, totals) { metric.totals = totals } }
    let modes = FormerModes(evaluating: model)
    defer { modes.restore() }
    for metric in allMetrics { metric.reset() }
    let bar = progress.map { console in
      ProgressBar("evaluation", over: loader, to: console) { self.measures.entries }
    }
    var batches = loader.batches()
    while let (inputs, targets) = try batches.next() {
      _ = noGrad { measure(inputs, targets, file, line) }
      bar?.advance(by: inputs.shape[0])
    }
    bar?.finish()
    return measures
  }

  /// What loss and metrics say now.
  var measures: Measures {
    var measures = Measures()
    measures["loss"] = meanLoss.value
    for (name, metric) in metrics { measures[name] = metric.value }
    return measures
  }

  var allMetrics: [any Metric] { [meanLoss] + metrics.map(\.value) }
}
