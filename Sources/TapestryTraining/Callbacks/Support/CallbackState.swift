import TapestryCore

/// Why a callback cannot go on from a checkpoint.
struct CallbackStateError: Error, CustomStringConvertible {
  /// What it needs and did not find.
  let name: String

  var description: String { "was written with other callbacks: there is no \(name)" }
}

extension [String: Tensor] {
  /// A number of a callback's state.
  func number(_ name: String) throws(CallbackStateError) -> Double {
    guard let tensor = self[name], tensor.count == 1 else { throw CallbackStateError(name: name) }
    return tensor.item()
  }

  /// A row of numbers of a callback's state.
  func numbers(_ name: String) throws(CallbackStateError) -> [Double] {
    guard let tensor = self[name], tensor.rank == 1 else { throw CallbackStateError(name: name) }
    return tensor.array(as: Double.self)
  }
}
