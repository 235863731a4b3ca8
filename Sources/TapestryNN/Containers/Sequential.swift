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
/// In state dicts layers are named by their index, `1.weight`, or by the names that they are given:
///
/// ```swift
/// let model = Sequential(["hidden": Linear(784, 128), "relu": ReLU(), "output": Linear(128, 10)])
/// model["hidden"]!.freeze()                                  // "hidden.weight", …
/// ```
///
/// `torch.nn.Sequential`.
public final class Sequential: Module, Layer {
  @exclusivity(unchecked) public private(set) var layers: [any Layer]

  /// Of the layers that have names; the others are named by their index.
  private var names: [Int: String] = [:]

  public init(_ layers: [any Layer]) {
    self.layers = layers
    super.init()
  }

  /// Layers with names, none of which may be empty, contain a point, or come twice.
  public convenience init(
    _ layers: KeyValuePairs<String, any Layer>, file: StaticString = #fileID, line: UInt = #line
  ) {
    self.init(layers.map(\.value))
    for (index, (name, _)) in layers.enumerated() {
      demand(
        !name.isEmpty && !name.contains(".") && self.index(of: name) == nil,
        "Sequential: the name '\(name)' must not be empty, contain a point, or come twice",
        file: file, line: line)
      names[index] = name
    }
  }

  public convenience init(@LayerBuilder _ layers: () -> [any Layer]) { self.init(layers()) }

  public func append(_ layer: any Layer) { layers.append(layer) }

  public override func key(for path: String) -> String {
    guard path.hasPrefix("layers."), let index = Int(path.dropFirst("layers.".count)) else {
      return path
    }
    return name(of: index)
  }

  private func name(of index: Int) -> String { names[index] ?? "\(index)" }

  private func index(of name: String) -> Int? { layers.indices.first { self.name(of: $0) == name } }

  /// The layer of a name, or of an index as state dicts spell it; nil where there is none.
  public subscript(name: String) -> (any Layer)? { index(of: name).map { layers[$0] } }

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

  /// Some of the layers, shared with this one; those with names keep them.
  public subscript(range: Range<Int>) -> Sequential {
    let part = Sequential(Array(layers[range]))
    for (place, index) in range.enumerated() { part.names[place] = names[index] }
    return part
  }
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
