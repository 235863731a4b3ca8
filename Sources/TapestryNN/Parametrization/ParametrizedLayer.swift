import TapestryCore

/// What ``WeightNorm`` and ``SpectralNorm`` have in common: a layer whose weight is computed from other parameters at every call.
///
/// It stands in the place of the layer that it wraps: write `WeightNorm(Linear(784, 128))` where `Linear(784, 128)` would be. Names in state
/// dicts are those of `torch.nn.utils.parametrizations`, and parameters are in its order, so that weights and the state of optimizers travel.
///
/// It wraps any ``WeightedLayer`` that knows its sizes and has a weight of two axes or more. Unlike in PyTorch the wrapped layer is not
/// among ``Module/modules()``, and its own hooks do not run: register them with the wrapper. Wrappers cannot be stacked.
public class ParametrizedLayer<Wrapped: WeightedLayer>: Module, Layer {
  private let wrapped: Unlisted<Wrapped>

  /// The bias of the wrapped layer.
  public let bias: Parameter?

  init(_ layer: Wrapped) {
    (wrapped, bias) = (Unlisted(value: layer), layer.bias)
    super.init()
    isTraining = layer.isTraining
  }

  final var layer: Wrapped { wrapped.value }

  /// What takes the weight's place, with its record.
  ///
  /// In training mode ``SpectralNorm`` makes a step of its iteration each time.
  public func derivedWeight() -> Tensor {
    mistake("\(type(of: self)): derivedWeight is not overridden")
  }

  public final func forward(_ x: Tensor) -> Tensor { layer.forward(x, weight: derivedWeight()) }

  /// The wrapped layer, whose weight now holds what was computed from the parameters here.
  ///
  /// The weight stays the same ``Parameter``, which an optimizer may hold. `torch.nn.utils.parametrize.remove_parametrizations`.
  public func unwrapped() -> Wrapped {
    noGrad { layer.weight.copy(from: derivedWeight()) }
    layer.train(isTraining)
    return layer
  }
}

/// A value that modules do not look into.
private struct Unlisted<Value> {
  let value: Value
}
