import TapestryCore

/// What an optimizer remembers about one parameter between steps.
public final class ParameterState {
  /// How many steps have changed the parameter.
  public internal(set) var step = 0

  // Two or three names: looking through them is faster than hashing one.
  var tensors: [(name: String, tensor: Tensor)] = []

  /// The tensor kept under a name, if there is one yet.
  public subscript(name: String) -> Tensor? {
    get { tensors.first { $0.name == name }?.tensor }
    set {
      tensors.removeAll { $0.name == name }
      if let newValue { tensors.append((name, newValue)) }
    }
  }

  /// The tensor kept under a name; the first time, one of the parameter's dtype, or of float32 for a parameter of a 16-bit float.
  ///
  /// - Parameters:
  ///   - shape: by default the parameter's.
  ///   - value: of every element, the first time.
  public func tensor(
    _ name: String, like parameter: Parameter, shape: Shape? = nil, filledWith value: Double = 0
  ) -> Tensor {
    if let present = self[name] { return present }
    let made = Tensor.full(
      shape ?? parameter.shape, value, dtype: parameter.dtype.computeType)
    tensors.append((name, made))
    return made
  }

  /// The number kept under a name; `initial` before there is one.
  public func number(_ name: String, initial: Double) -> Double { self[name]?.item() ?? initial }

  /// Keeps a number under a name.
  public func set(_ name: String, _ number: Double) { self[name] = Tensor(number) }
}
