import TapestryCore
import TapestryIO
import TapestryNN
import TapestryOptim

/// A checkpoint is a safetensors file. The model's state dict is in it behind `model.`, the optimizer's behind `optimizer.`, and each
/// callback's behind `callbacks.` and its place.
extension TrainingRun {
  func save(to path: String) throws(FileError) {
    var state: [String: Tensor] = [:]
    func add(_ part: [String: Tensor], _ prefix: String) {
      for (name, tensor) in part { state[prefix + name] = tensor }
    }
    add(trainer.model.stateDict(), "model.")
    add(trainer.optimizer.stateDict(), "optimizer.")
    add(trainer.scaler?.stateDict() ?? [:], "scaler.")
    for (place, callback) in callbacks.enumerated() {
      add(callback.stateDict(), "callbacks.\(place).")
    }
    for (place, metric) in trainer.allMetrics.enumerated() where batch > 0 {
      state["metrics.\(place)"] = Tensor(metric.totals)
    }
    for (place, name) in history.names.enumerated() {
      state["history.\(place).\(name)"] = Tensor(history[name])
      let areMeasured = history.epochs.map { $0[name] != nil }
      if areMeasured.contains(false) { state["measured.\(place).\(name)"] = Tensor(areMeasured) }
    }
    state["position"] = Tensor([epoch, batch, step])
    state["generators"] = Tensor(defaultGenerator.state.words + epochGenerator.words)
    try Safetensors.save(state, to: path)
  }

  /// Takes over what ``save(to:)`` wrote; on an error the model and the optimizer are as they were.
  ///
  /// - Returns: the random numbers to go on with.
  func load(from path: String) throws -> Generator.State {
    let state = try Safetensors.load(path)
    let (model, optimizer) = (trainer.model, trainer.optimizer)
    let before = (model: model.stateDict().mapValues { $0.clone() }, optimizer.stateDict())
    do {
      let words = try state.integers("generators", count: 4, in: path)
      let position = try state.integers("position", count: 3, in: path)
      guard let now = Generator.State(words[..<2]), let begin = Generator.State(words[2...]),
        position.allSatisfy({ $0 >= 0 })
      else { throw FileError(path, .malformed, "is no checkpoint: its numbers make no sense") }
      try model.load(state, prefix: "model.")
      try optimizer.load(state.part("optimizer."))
      try trainer.scaler?.load(state.part("scaler."))
      for (place, callback) in callbacks.enumerated() {
        try callback.load(state.part("callbacks.\(place)."))
      }
      for (place, metric) in trainer.allMetrics.enumerated() where position[1] > 0 {
        guard let totals = state["metrics.\(place)"] else {
          throw FileError(path, .malformed, "was written with other metrics")
        }
        metric.totals = totals.array(as: Double.self)
      }
      history.epochs = state.measures(epochs: position[0])
      (epoch, batch, step) = (position[0], position[1], position[2])
      epochGenerator = begin
      return now
    } catch {
      // What was there a moment ago fits.
      _ = try? model.load(before.model)
      try? optimizer.load(before.1)
      throw (error as? FileError) ?? FileError(path, .malformed, "\(error)")
    }
  }
}

extension Generator.State {
  /// The bits of both numbers.
  fileprivate var words: [Int] { [Int(bitPattern: UInt(seed)), Int(bitPattern: UInt(offset))] }

  fileprivate init?(_ words: ArraySlice<Int>) {
    let bits = words.map { UInt64(UInt(bitPattern: $0)) }
    guard bits[1].isMultiple(of: 64) else { return nil }
    self.init(seed: bits[0], offset: bits[1])
  }
}

extension [String: Tensor] {
  /// The entries whose names begin with a prefix, under what follows it.
  fileprivate func part(_ prefix: String) -> [String: Tensor] {
    reduce(into: [:]) { part, entry in
      if entry.key.hasPrefix(prefix) {
        part[String(entry.key.dropFirst(prefix.count))] = entry.value
      }
    }
  }

  fileprivate func integers(
    _ name: String, count: Int, in path: String
  ) throws(FileError) -> [Int] {
    guard let tensor = self[name], tensor.shape == [count], tensor.dtype == .int64 else {
      throw FileError(path, .malformed, "is no checkpoint of a training: \(name) is missing")
    }
    return tensor.array(as: Int.self)
  }

  /// What `history.` entries say of each epoch, save those of which a `measured.` entry says that there was none.
  fileprivate func measures(epochs: Int) -> [Measures] {
    let measured = part("measured.")
    let columns = part("history.").compactMap { key, tensor -> (Int, String, [Double?])? in
      let parts = key.split(separator: ".", maxSplits: 1)
      guard parts.count == 2, let place = Int(parts[0]), tensor.shape == [epochs] else {
        return nil
      }
      var values = tensor.array(as: Double.self).map(Optional.some)
      if let areMeasured = measured[key], areMeasured.shape == [epochs] {
        for (epoch, isMeasured) in areMeasured.array(as: Bool.self).enumerated() where !isMeasured {
          values[epoch] = nil
        }
      }
      return (place, String(parts[1]), values)
    }
    var measures = Array(repeating: Measures(), count: epochs)
    for (_, name, values) in columns.sorted(by: { $0.0 < $1.0 }) {
      for (epoch, value) in values.enumerated() { measures[epoch][name] = value }
    }
    return measures
  }
}
