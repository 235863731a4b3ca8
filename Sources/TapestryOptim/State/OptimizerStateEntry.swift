import TapestryCore

/// Something that an optimizer keeps for each parameter, by the name under which it is saved.
public struct OptimizerStateEntry: Sendable {
  enum Kind: Sendable {
    case step
    case number
    case tensor
  }

  let name: String
  let kind: Kind
  let isOptional: Bool
  /// The shape that goes with a parameter's; nil where such a parameter has no such entry.
  let shape: @Sendable (Shape) -> Shape?

  /// How many steps have changed the parameter: ``ParameterState/step``.
  public static var step: OptimizerStateEntry {
    OptimizerStateEntry(name: "step", kind: .step, isOptional: false) { _ in [] }
  }

  /// A number: ``ParameterState/number(_:initial:)``.
  public static func number(_ name: String) -> OptimizerStateEntry {
    OptimizerStateEntry(name: name, kind: .number, isOptional: false) { _ in [] }
  }

  /// A tensor of the parameter's dtype, or of float32 for a parameter of a 16-bit float.
  ///
  /// - Parameters:
  ///   - isOptional: whether it depends on the settings.
  ///   - shape: of the tensor, by the parameter's; nil where such a parameter has none. By default the same.
  public static func tensor(
    _ name: String, isOptional: Bool = false,
    shape: @escaping @Sendable (Shape) -> Shape? = { $0 }
  ) -> OptimizerStateEntry {
    OptimizerStateEntry(name: name, kind: .tensor, isOptional: isOptional, shape: shape)
  }
}
