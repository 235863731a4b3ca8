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
    model.eval()
    let count = inputs.shape[0]
    let starts = stride(from: 0, to: max(count, 1), by: batchSize)
    return concatenate(
      starts.map { prediction(inputs[$0..<min($0 + batchSize, count)], file, line) })
  }

  /// What the model makes of the inputs of all batches; their targets do not matter.
  ///
  /// - Parameter loader: at least one batch, without `shuffle` for results in the order of the data set.
  public func predict<Source: Dataset>(
    _ loader: DataLoader<Source>, file: StaticString = #fileID, line: UInt = #line
  ) throws(Source.Failure) -> Tensor where Source.Batch == (Tensor, Tensor) {
    model.eval()
    var predictions: [Tensor] = []
    var batches = loader.batches()
    while let (inputs, _) = try batches.next() {
      predictions.append(prediction(inputs, file, line))
    }
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
    _ loader: DataLoader<Source>, file: StaticString = #fileID, line: UInt = #line
  ) throws(Source.Failure) -> Tensor where Source.Batch == (Tensor, Tensor) {
    try predict(loader, file: file, line: line).argmax(axis: -1)
  }

  private func prediction(_ inputs: Tensor, _ file: StaticString, _ line: UInt) -> Tensor {
    noGrad { casting { model(inputs, file: file, line: line) } }
  }
}
