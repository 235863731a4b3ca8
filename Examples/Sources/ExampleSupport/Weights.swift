import Tapestry

/// A weights file holds the weights of another network.
public struct WeightsError: Error, CustomStringConvertible {
  public let file: String
  public let mismatch: StateDictMismatch

  public var description: String { "\(file): \(mismatch)" }
}

/// Gives a model the weights that a file held; where they do not fit, the model keeps its own.
public func loadWeights(_ weights: [String: Tensor], from file: String, into model: Module) throws {
  do {
    try model.load(weights)
  } catch {
    throw WeightsError(file: file, mismatch: error)
  }
}
