import TapestryCore

/// A part of a network: it owns parameters, buffers and other modules.
///
/// What it owns is found by itself among the stored properties, also in optionals, arrays, dictionaries and tuples,
/// and named by them:
///
/// ```swift
/// final class MLP: Module, Layer {
///   let hidden = Linear(784, 128)   // "hidden.weight", "hidden.bias"
///   let output = Linear(128, 10)
///   func forward(_ x: Tensor) -> Tensor { output(hidden(x).relu()) }
/// }
/// ```
///
/// A module that maps a tensor to a tensor is a ``Layer`` too. The equivalent of `torch.nn.Module`.
open class Module {
  /// Whether layers such as ``Dropout`` behave as in training; ``train(_:)`` and ``eval()`` set it throughout a network.
  ///
  /// Override it where a module goes its own way, as one that stays in evaluation for good.
  open var isTraining = true

  /// What runs around the forward computation; nil for nearly all modules, which is all that a call has to look at.
  @exclusivity(unchecked) final var hooks: ForwardHooks?

  @exclusivity(unchecked) final var backwardHooks: BackwardHooks?

  @exclusivity(unchecked) package final var callPosition: CodePosition?

  public init() {}

  /// The name in state dicts of what is stored under a property.
  ///
  /// Override it where the two differ, as in the layers of this library, whose names in state dicts are PyTorch's.
  ///
  /// - Parameter path: the property's name; for an element of a collection followed by its index or key: `blocks.3`.
  open func key(for path: String) -> String { path }

  /// What stands between the parentheses in the module's description.
  open var details: String { "" }
}

extension Module {
  /// Sets this module and all inside it to training, or to evaluation.
  @discardableResult
  public final func train(_ isTraining: Bool = true) -> Self {
    for module in modules() { module.isTraining = isTraining }
    return self
  }

  /// Sets this module and all inside it to evaluation.
  @discardableResult
  public final func eval() -> Self { train(false) }

  /// Calls `body` with every module inside this one and with this one, each once and after those inside it.
  @discardableResult
  public final func apply(_ body: (Module) -> Void) -> Self {
    for module in modules().reversed() { body(module) }
    return self
  }

  /// Drops the gradients of all parameters.
  public final func zeroGrad() {
    for parameter in parameters() { parameter.grad = nil }
  }

  /// Makes all parameters ask for gradients, or no longer.
  @discardableResult
  public final func requiringGrad(_ isRequired: Bool = true) -> Self {
    for parameter in parameters() { parameter.requiresGrad = isRequired }
    return self
  }

  /// Excludes all parameters from training.
  @discardableResult
  public final func freeze() -> Self { requiringGrad(false) }

  /// Takes all parameters into training again.
  @discardableResult
  public final func unfreeze() -> Self { requiringGrad(true) }
}
