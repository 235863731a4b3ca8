import TapestryCore

/// Takes tensors out of a state dict one by one.
struct StateReader {
  let tensors: [String: Tensor]
  /// The type that the state is for.
  let owner: String
  private(set) var unread: Set<String>

  init(_ tensors: [String: Tensor], owner: String) {
    self.tensors = tensors
    self.owner = owner
    unread = Set(tensors.keys)
  }

  func error(_ reason: String) -> OptimizerStateError {
    OptimizerStateError(owner: owner, reason: reason)
  }

  mutating func take(_ name: String) -> Tensor? {
    unread.remove(name)
    return tensors[name]
  }

  mutating func require(_ name: String) throws(OptimizerStateError) -> Tensor {
    guard let tensor = take(name) else { throw error("\(name) is missing") }
    return tensor
  }

  /// A row of numbers.
  ///
  /// - Parameter count: how many there must be; nil for any number.
  mutating func numbers(_ name: String, count: Int? = nil) throws(OptimizerStateError) -> [Double] {
    let tensor = try require(name)
    if tensor.rank != 1 || (count ?? tensor.count) != tensor.count {
      throw error("\(name) has shape \(tensor.shape)" + (count.map { "; it needs [\($0)]" } ?? ""))
    }
    return tensor.array(as: Double.self)
  }

  mutating func number(_ name: String) throws(OptimizerStateError) -> Double {
    let tensor = try require(name)
    if tensor.count != 1 { throw error("\(name) has shape \(tensor.shape), not that of a number") }
    return tensor.item()
  }

  /// A whole number that is not negative.
  ///
  /// - Parameter what: what it counts.
  mutating func count(_ name: String, of what: String) throws(OptimizerStateError) -> Int {
    let tensor = try require(name)
    guard tensor.count == 1, let count = Int(exactly: tensor.item()), count >= 0 else {
      throw error("\(name) is no number of \(what)")
    }
    return count
  }

  /// A tensor cast to a dtype, of its own memory.
  mutating func tensor(
    _ name: String, shape: Shape, dtype: DType
  ) throws(OptimizerStateError) -> Tensor {
    let tensor = try require(name)
    if tensor.shape != shape {
      throw error("\(name) has shape \(tensor.shape); it needs \(shape)")
    }
    return tensor.detach().cast(to: dtype).clone()
  }

  /// Throws where something has not been taken.
  func finish() throws(OptimizerStateError) {
    if let unexpected = unread.min() {
      throw error("\(unexpected) is not part of this state")
    }
  }

  /// Leaves out what does not matter here.
  mutating func ignore(_ names: some Sequence<String>) { unread.subtract(names) }
}

/// Why an optimizer, a schedule or a scaler cannot take over a saved state.
public struct OptimizerStateError: Error, Sendable, CustomStringConvertible {
  /// The type that the state was given to.
  public let owner: String
  public let reason: String

  public var description: String { "state dict for \(owner): \(reason)" }
}
