import Tapestry

/// A weights file holds the weights of another network.
struct WeightsError: Error, CustomStringConvertible {
  var file: String
  var mismatch: StateDictMismatch

  var description: String { "\(file): \(mismatch)" }
}

/// Gives a model the weights in a safetensors file; where they do not fit, the model keeps its own.
func loadWeights(_ file: String, into model: Sequential) throws {
  let weights = try Safetensors.load(file)
  do {
    try model.load(weights)
  } catch {
    throw WeightsError(file: file, mismatch: error)
  }
}
