import TapestryCore

extension Layer {
  /// Takes the running statistics of all batch normalizations in this model anew: the means over some batches.
  ///
  /// Needed where parameters were changed otherwise than by training, such as to averages of themselves. What was in the
  /// statistics is forgotten; training mode is left as it was. `torch.optim.swa_utils.update_bn`.
  ///
  /// - Parameter batches: inputs of the model; those of about the training set.
  public func updateBatchNormStatistics(
    over batches: some Sequence<Tensor>, file: StaticString = #fileID, line: UInt = #line
  ) {
    let layers = modules().compactMap { $0 as? BatchNorm }
    if layers.isEmpty { return }
    let wasTraining = modules().map { ($0, $0.isTraining) }
    let momenta = layers.map(\.momentum)
    for layer in layers { layer.startMeanStatistics() }
    train()
    noGrad {
      for batch in batches { _ = self(batch, file: file, line: line) }
    }
    for (module, isTraining) in wasTraining { module.isTraining = isTraining }
    for (layer, momentum) in zip(layers, momenta) { layer.momentum = momentum }
  }
}

extension RunningNormalization {
  /// Forgets the running statistics, and makes those to come the means of all batches.
  fileprivate func startMeanStatistics() {
    noGrad {
      runningMean.map { $0.copy(from: .zeros(like: $0)) }
      runningVar.map { $0.copy(from: .ones(like: $0)) }
      numBatchesTracked.map { $0.copy(from: .zeros(like: $0)) }
    }
    momentum = nil
  }
}
