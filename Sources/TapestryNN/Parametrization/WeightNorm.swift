import TapestryCore

/// Weight normalization: a layer whose weight is `magnitude · direction / ‖direction‖`, so that the two are learned apart.
/// Salimans & Kingma, 2016.
///
/// ```swift
/// let hidden = WeightNorm(Linear(784, 128))      // "hidden.parametrizations.weight.original0", "….original1", "hidden.bias"
/// let layer = hidden.unwrapped()                 // a plain Linear, which computes the same
/// ```
///
/// At first the weight is that of the wrapped layer. ``ParametrizedLayer`` says what can be wrapped.
/// `torch.nn.utils.parametrizations.weight_norm`.
public final class WeightNorm<Wrapped: WeightedLayer>: ParametrizedLayer<Wrapped> {
  /// The axis whose places have a norm each.
  public let axis: Int?

  /// The norms: 1 along each axis but ``axis``; a scalar without it. `original0` in PyTorch.
  public let magnitude: Parameter

  /// The wrapped layer's weight, of which the length no longer matters. `original1` in PyTorch.
  public let direction: Parameter

  /// - Parameter axis: the axis whose places, such as output channels, have a norm each, counted from the end where negative; nil takes one
  ///   norm of the whole weight, as −1 does in PyTorch.
  public init(
    _ layer: Wrapped, axis: Int? = 0, file: StaticString = #fileID, line: UInt = #line
  ) {
    layer.checkWrappable("WeightNorm", file: file, line: line)
    let axis = axis.map { layer.weightAxis($0, "WeightNorm", file: file, line: line) }
    self.axis = axis
    direction = layer.weight
    magnitude = Parameter(
      noGrad { layer.weight.norm(along: axis) }, requiresGrad: layer.weight.requiresGrad)
    super.init(layer)
  }

  public override func key(for path: String) -> String {
    switch path {
    case "magnitude": "parametrizations.weight.original0"
    case "direction": "parametrizations.weight.original1"
    default: path
    }
  }

  public override var details: String {
    settings(layer.details, setting("axis", axis.map { "\($0)" } ?? "nil", unless: "0"))
  }

  public override func derivedWeight() -> Tensor {
    direction * (magnitude / direction.norm(along: axis))
  }

  public override func unwrapped() -> Wrapped {
    let layer = super.unwrapped()
    // A magnitude may have become negative; without this the two would no longer agree.
    noGrad { magnitude.copy(from: direction.norm(along: axis)) }
    return layer
  }
}

extension Tensor {
  /// The norm of each place of an axis; of all elements without one.
  fileprivate func norm(along axis: Int?) -> Tensor {
    guard let axis else { return norm() }
    return norm(axes: (0..<rank).filter { $0 != axis }, keepDims: true)
  }
}
