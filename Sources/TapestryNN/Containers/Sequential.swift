import TapestryCore

/// Layers one after another, each fed with the result of the one before.
///
/// ```swift
/// let model = Sequential {
///   Flatten()
///   Linear(784, 128)
///   ReLU()
///   if regularized { Dropout(0.2) }
///   for _ in 0..<depth { Linear(128, 128) }
///   Linear(128, 10)
/// }
/// ```
///
/// In state dicts layers are named by their index: `1.weight`. `torch.nn.Sequential`.
public final class Sequential: Module, Layer {
  @exclusivity(unchecked) public private(set) var layers: [any Layer]

  public init(_ layers: [any Layer]) {
    self.layers = layers
    super.init()
  }

  public convenience init(@LayerBuilder _ layers: () -> [any Layer]) { self.init(layers()) }

  public func append(_ layer: any Layer) { layers.append(layer) }

  public override func key(for path: String) -> String {
    path.hasPrefix("layers.") ? String(path.dropFirst("layers.".count)) : path
  }

  public func forward(_ x: Tensor) -> Tensor {
    var x = x
    for layer in layers { x = layer(x) }
    return x
  }
}

extension Sequential: RandomAccessCollection {
  public var startIndex: Int { 0 }
  public var endIndex: Int { layers.count }

  /// The layer at a place; setting puts another there.
  public subscript(index: Int) -> any Layer {
    get { layers[index] }
    set { layers[index] = newValue }
  }

  /// Some of the layers, shared with this one.
  public subscript(range: Range<Int>) -> Sequential { Sequential(Array(layers[range])) }
}

/// Collects the layers written in the braces of ``Sequential``; `if`, `switch` and `for` work there.
@resultBuilder
public enum LayerBuilder {
  public static func buildExpression(_ layer: any Layer) -> [any Layer] { [layer] }
  public static func buildExpression(_ layers: [any Layer]) -> [any Layer] { layers }
  public static func buildBlock(_ parts: [any Layer]...) -> [any Layer] { parts.flatMap { $0 } }
  public static func buildOptional(_ part: [any Layer]?) -> [any Layer] { part ?? [] }
  public static func buildEither(first part: [any Layer]) -> [any Layer] { part }
  public static func buildEither(second part: [any Layer]) -> [any Layer] { part }
  public static func buildArray(_ parts: [[any Layer]]) -> [any Layer] { parts.flatMap { $0 } }
  public static func buildLimitedAvailability(_ part: [any Layer]) -> [any Layer] { part }
}
