import TapestryCore
import TapestryData
import TapestryNN

extension Trainer {
  /// What the model makes of some inputs, in evaluation mode and without a record for gradients. Keras's `predict`.
  ///
  /// A model that gives logits gives logits here: `predict(images).softmax(axis: -1)` has probabilities.
  ///
  /// - Parameters:
  ///   - inputs: `[N, …]`; for a single one ``Tensor/unsqueezed(_:file:line:)``.
  ///   - batchSize: how many the model sees at once, at least 1; the result does not depend on it.
  /// - Returns: `[N, …]`.
  public func predict(
    _ inputs: Tensor, batchSize: Int = 256, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(
      inputs.rank > 0 && batchSize > 0,
      "predict: inputs \(inputs.shape) in batches of \(batchSize): [N, …] and at least 1 are needed",
      file: file, line: line)
    let modes = FormerModes(evaluating: model)
    defer { modes.restore() }
    let count = inputs.shape[0]
    let starts = stride(from: 0, to: max(count, 1), by: batchSize)
    return concatenate(
      starts.map { prediction(inputs[$0..<min($0 + batchSize, count)], file, line) })
  }

  /// What the model makes of the inputs of all batches; their targets do not matter.
  ///
  /// - Parameters:
  ///   - loader: at least one batch, without `shuffle` for results in the order of the data set.
  ///   - progress: where it is shown how far it has come; nil for nowhere.
  public func predict<Source: Dataset>(
    _ loader: DataLoader<Source>, progress: Console? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) throws(Source.Failure) -> Tensor where Source.Batch == (Tensor, Tensor) {
    try predict(loader, progress, file, line) { $0.0 }
  }

  /// What the model makes of all batches, which are inputs alone.
  ///
  /// The parameters are as for batches with targets.
  public func predict<Source: Dataset>(
    _ loader: DataLoader<Source>, progress: Console? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) throws(Source.Failure) -> Tensor where Source.Batch == Tensor {
    try predict(loader, progress, file, line) { $0 }
  }

  private func predict<Source: Dataset>(
    _ loader: DataLoader<Source>, _ progress: Console?, _ file: StaticString, _ line: UInt,
    inputs: (Source.Batch) -> Tensor
  ) throws(Source.Failure) -> Tensor {
    let modes = FormerModes(evaluating: model)
    defer { modes.restore() }
    let bar = progress.map { ProgressBar("prediction", over: loader, to: $0) { [] } }
    var predictions: [Tensor] = []
    var batches = loader.batches()
    while let batch = try batches.next() {
      let inputs = inputs(batch)
      predictions.append(prediction(inputs, file, line))
      bar?.advance(by: inputs.shape[0])
    }
    bar?.finish()
    demand(!predictions.isEmpty, "predict: a loader without batches", file: file, line: line)
    return concatenate(predictions)
  }

  /// The class with the highest score for each input: int64 `[N]` for scores `[N, classes]`.
  ///
  /// The parameters are those of ``predict(_:batchSize:file:line:)``.
  public func predictClasses(
    _ inputs: Tensor, batchSize: Int = 256, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    predict(inputs, batchSize: batchSize, file: file, line: line).argmax(axis: -1)
  }

  /// The class with the highest score for each example of all batches.
  public func predictClasses<Source: Dataset>(
    _ loader: DataLoader<Source>, progress: Console? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) throws(Source.Failure) -> Tensor where Source.Batch == (Tensor, Tensor) {
    try predict(loader, progress: progress, file: file, line: line).argmax(axis: -1)
  }

  /// The class with the highest score for each example of all batches, which are inputs alone.
  public func predictClasses<Source: Dataset>(
    _ loader: DataLoader<Source>, progress: Console? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) throws(Source.Failure) -> Tensor where Source.Batch == Tensor {
    try predict(loader, progress: progress, file: file, line: line).argmax(axis: -1)
  }

  private func prediction(_ inputs: Tensor, _ file: StaticString, _ line: UInt) -> Tensor {
    noGrad { casting { model(inputs, file: file, line: line) } }
  }
}
