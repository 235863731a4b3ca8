import TapestryCore
import TapestryNN

/// The layers of a network, the shapes of what they give, and how many numbers they learn.
///
/// ```
/// Layer  Type              Output shape  Parameters
/// ─────────────────────────────────────────────────
/// 0      Flatten           [1, 784]               0
/// 1      Linear(784, 128)  [1, 128]         100,480
/// 2      ReLU              [1, 128]               0
/// 3      Dropout(0.2)      [1, 128]               0
/// 4      Linear(128, 10)   [1, 10]            1,290
/// ─────────────────────────────────────────────────
/// Total                                     101,770
/// ```
///
/// Made by `summary(of:input:dtype:)`.
public struct ModelSummary {
  /// One module of the network.
  public struct Row: Equatable, Sendable {
    /// The module's path in state dicts, such as `encoder.0`.
    public var name: String

    /// The module's type, with its settings if it has any.
    public var type: String

    /// The shape of what the module gave when it was last called; nil if it was not called at all.
    public var outputShape: Shape?

    /// The number of elements of the parameters that the module owns itself. A parameter that several modules share
    /// counts where it comes first.
    public var parameterCount: Int
  }

  /// The modules inside the network, a module before those inside it; the network itself if there are none.
  public var rows: [Row]

  /// The number of elements of all parameters.
  public var parameterCount: Int

  /// The number of elements of those parameters that ask for a gradient.
  public var trainableParameterCount: Int
}

/// Runs a network once on zeros, and tells what its layers gave.
///
/// ```swift
/// print(summary(of: model, input: [1, 28, 28]))
/// ```
///
/// The run is in evaluation mode and leaves nothing behind: no gradients, no hooks, and every module in the mode in
/// which it was.
///
/// - Parameters:
///   - input: the shape of the input, the axis of the batch included.
///   - dtype: the dtype of the input.
public func summary(
  of network: some Layer, input: Shape, dtype: DType = .float32
) -> ModelSummary {
  let modules = network.namedModules()
  var outputShapes: [ObjectIdentifier: Shape] = [:]
  let hooks = modules.map { _, module in
    module.registerForwardHook { module, _, output in
      outputShapes[ObjectIdentifier(module)] = output.shape
      return nil
    }
  }
  let modes = modules.map(\.module.isTraining)
  network.eval()
  defer {
    for hook in hooks { hook.remove() }
    for ((_, module), mode) in zip(modules, modes) { module.isTraining = mode }
  }
  noGrad { _ = network(Tensor.zeros(input, dtype: dtype)) }

  var counted: Set<ObjectIdentifier> = []
  let rows = modules.map { name, module in
    ModelSummary.Row(
      name: name, type: typeText(module), outputShape: outputShapes[ObjectIdentifier(module)],
      parameterCount: ownParameters(of: module)
        .filter { counted.insert(ObjectIdentifier($0)).inserted }
        .reduce(0) { $0 + $1.count })
  }
  let parameters = network.parameters()
  return ModelSummary(
    rows: rows.count > 1 && rows[0].parameterCount == 0 ? Array(rows.dropFirst()) : rows,
    parameterCount: parameters.reduce(0) { $0 + $1.count },
    trainableParameterCount: parameters.reduce(0) { $0 + ($1.requiresGrad ? $1.count : 0) })
}

private func ownParameters(of module: Module) -> [Parameter] {
  let inner = Set(module.children().flatMap { $0.parameters() }.map(ObjectIdentifier.init))
  return module.parameters().filter { !inner.contains(ObjectIdentifier($0)) }
}

private func typeText(_ module: Module) -> String {
  let name = "\(type(of: module))"
  return module.details.isEmpty ? name : "\(name)(\(module.details))"
}
