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

  /// The tensor kept under a name; the first time, zeros of the parameter's shape and dtype.
  public func tensor(_ name: String, like parameter: Parameter) -> Tensor {
    if let present = self[name] { return present }
    let made = Tensor.zeros(like: parameter)
    tensors.append((name, made))
    return made
  }
}

/// What a step has at hand for one parameter.
public struct ParameterUpdate<Options> {
  public let parameter: Parameter
  public let gradient: Tensor
  public let state: ParameterState
  public let options: Options
}
