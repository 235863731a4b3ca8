import TapestryCore

/// The place of a parameter or buffer in a layer that may be made before the size of its input is known.
///
/// ```swift
/// private let weightSlot: TensorSlot<Parameter>            // in the layer
/// weightSlot = TensorSlot("weight", [outputs, nil])        // made without the number of inputs
/// public var weight: Parameter { weightSlot.value }
/// ```
///
/// Modules find what it holds as they find a ``Parameter``, under the name given here. See ``LazyLayer``.
/// `torch.nn.UninitializedParameter`.
public final class TensorSlot<Value: Tensor> {
  /// The name in state dicts.
  public let name: String

  /// The size of each axis; nil where the first input tells it.
  public let sizes: [Int?]

  @exclusivity(unchecked) private var known: Value?

  public init(_ name: String, _ sizes: [Int?]) {
    (self.name, self.sizes) = (name, sizes)
  }

  /// The parameter or buffer. Reading it before it is set is a mistake.
  public var value: Value {
    @inline(__always) get {
      if let known { return known }
      missing()
    }
    set { known = newValue }
  }

  /// Takes another layer's value, which both then share, in the place of one of the same shape and dtype.
  func share(_ other: Value) {
    if other.shape != value.shape || other.dtype != value.dtype {
      mistake(
        "\(name): \(other.dtype) \(other.shape) cannot take the place of \(value.dtype) \(value.shape)"
      )
    }
    known = other
  }

  /// Whether the value has been set.
  public var isKnown: Bool { known != nil }

  /// The size that was left open, once it is known.
  public var inferredSize: Int? {
    known.flatMap { value in zip(sizes, value.shape).first { $0.0 == nil }?.1 }
  }

  /// The shape, with `size` where it was left open.
  public func shape(inferring size: Int) -> Shape { Shape(sizes.map { $0 ?? size }) }

  @inline(never)
  private func missing() -> Never {
    mistake(
      "\(name): its shape \(sizesText) is not known before the first input: \(Module.firstBatch)")
  }
}

extension TensorSlot: AnyTensorSlot {
  var tensor: Tensor? { known }
}

/// A ``TensorSlot`` of any kind.
protocol AnyTensorSlot: AnyObject {
  var name: String { get }
  var sizes: [Int?] { get }
  var tensor: Tensor? { get }
}

extension AnyTensorSlot {
  var sizesText: String {
    "[" + sizes.map { $0.map(String.init) ?? "?" }.joined(separator: ", ") + "]"
  }

  /// The size left open that would give `shape`; nil where it does not fit, or leaves nothing open.
  func size(in shape: Shape) -> Int? {
    guard shape.count == sizes.count else { return nil }
    guard zip(sizes, shape).allSatisfy({ $0 == nil || $0 == $1 }) else { return nil }
    return zip(sizes, shape).first { $0.0 == nil }?.1
  }
}
