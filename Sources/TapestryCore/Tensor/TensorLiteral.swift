/// Numbers as they are written in source: `3`, `[1, 2]`, `[[1, 2], [3, 4]]`.
///
/// Used through `Tensor.init(_:dtype:)`; there is no need to name it.
public indirect enum TensorLiteral {
  case integer(Int)
  case real(Double)
  case bool(Bool)
  case list([TensorLiteral])
}

extension TensorLiteral: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral
{
  public init(integerLiteral value: Int) { self = .integer(value) }
  public init(floatLiteral value: Double) { self = .real(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(arrayLiteral elements: TensorLiteral...) { self = .list(elements) }
}

/// What a tensor can be made of: numbers, bools, and arrays of them nested to any depth.
public protocol TensorValue {
  associatedtype Scalar: TensorElement

  /// The size of each level of nesting; nil where arrays of one level differ in size.
  static func shape(of value: Self) -> Shape?

  func appendElements(to elements: inout [Scalar])
}

extension TensorValue where Self: TensorElement {
  public static func shape(of value: Self) -> Shape? { Shape() }
  public func appendElements(to elements: inout [Self]) { elements.append(self) }
}

extension Float: TensorValue {}
extension Double: TensorValue {}
extension Int64: TensorValue {}
extension Int: TensorValue {}
extension Int32: TensorValue {}
extension Int16: TensorValue {}
extension Int8: TensorValue {}
extension Float16: TensorValue {}
extension BFloat16: TensorValue {}
extension UInt8: TensorValue {}
extension Bool: TensorValue {}

extension Array: TensorValue where Element: TensorValue {
  public static func shape(of value: [Element]) -> Shape? {
    guard let first = value.first else { return [0] }
    guard var shape = Element.shape(of: first) else { return nil }
    for element in value.dropFirst() where Element.shape(of: element) != shape { return nil }
    shape.insert(value.count, at: 0)
    return shape
  }

  public func appendElements(to elements: inout [Element.Scalar]) {
    for element in self { element.appendElements(to: &elements) }
  }
}

extension TensorLiteral: TensorValue {
  public static func shape(of value: TensorLiteral) -> Shape? {
    if case .list(let elements) = value { return [TensorLiteral].shape(of: elements) }
    return Shape()
  }

  public func appendElements(to elements: inout [Double]) {
    switch self {
    case .integer(let value): elements.append(Double(value))
    case .real(let value): elements.append(value)
    case .bool(let value): elements.append(value ? 1 : 0)
    case .list(let values): for value in values { value.appendElements(to: &elements) }
    }
  }

  /// - Returns: a number that an integer dtype does not hold, if any; fractions are cut off.
  fileprivate func appendIntegers(
    to elements: inout [Int], for dtype: DType
  ) -> TensorLiteral? {
    switch self {
    case .integer(let value) where dtype.holds(value): elements.append(value)
    case .real(let value):
      guard let whole = Int(exactly: value.rounded(.towardZero)), dtype.holds(whole) else {
        return self
      }
      elements.append(whole)
    case .integer: return self
    case .bool(let value): elements.append(value ? 1 : 0)
    case .list(let values):
      for value in values {
        if let wrong = value.appendIntegers(to: &elements, for: dtype) { return wrong }
      }
    }
    return nil
  }

  fileprivate var number: String {
    switch self {
    case .integer(let value): "\(value)"
    case .real(let value): "\(value)"
    case .bool(let value): "\(value)"
    case .list: "a list"
    }
  }

  /// Whether every number is a bool, which makes a tensor of bools.
  fileprivate var isBool: Bool {
    switch self {
    case .bool: true
    case .integer, .real: false
    case .list(let values): !values.isEmpty && values.allSatisfy(\.isBool)
    }
  }
}

extension Tensor {
  /// A tensor of numbers written in place: `Tensor([[1, 2], [3, 4]])`.
  ///
  /// - Parameter dtype: float32 unless given; bool where all that is written are bools. Integers must be in its range; the
  ///   fraction of what else is written is cut off.
  public convenience init(
    _ literal: TensorLiteral, dtype: DType? = nil, file: StaticString = #fileID, line: UInt = #line
  ) {
    let shape = Tensor.shape(of: literal, file: file, line: line)
    let dtype = dtype ?? (literal.isBool ? .bool : .float32)
    if dtype.isInteger {
      // Through doubles, whole numbers above 2⁵³ would lose digits.
      var elements: [Int] = []
      if let wrong = literal.appendIntegers(to: &elements, for: dtype) {
        mistake("Tensor: \(wrong.number) does not fit in \(dtype)", file: file, line: line)
      }
      self.init(elements: elements, shape: shape, dtype: dtype)
    } else {
      var elements: [Double] = []
      literal.appendElements(to: &elements)
      self.init(elements: elements, shape: shape, dtype: dtype)
    }
  }

  /// A tensor of a Swift number or of nested arrays of numbers, of their type unless `dtype` is given.
  @_disfavoredOverload
  public convenience init<Value: TensorValue>(
    _ value: Value, dtype: DType? = nil, file: StaticString = #fileID, line: UInt = #line
  ) {
    let shape = Tensor.shape(of: value, file: file, line: line)
    var elements: [Value.Scalar] = []
    elements.reserveCapacity(shape.product)
    value.appendElements(to: &elements)
    self.init(elements: elements, shape: shape, dtype: dtype ?? Value.Scalar.dtype)
  }

  /// A tensor of the given shape, filled in row-major order; as many elements as the shape holds.
  public convenience init<Element: TensorElement>(
    _ elements: [Element], shape: Shape, dtype: DType? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    demand(
      elements.count == shape.product && !shape.contains { $0 < 0 },
      "Tensor: \(elements.count) elements do not fill shape \(shape)", file: file, line: line)
    self.init(elements: elements, shape: shape, dtype: dtype ?? Element.dtype)
  }

  private static func shape<Value: TensorValue>(
    of value: Value, file: StaticString, line: UInt
  ) -> Shape {
    guard let shape = Value.shape(of: value) else {
      mistake("Tensor: arrays of one level differ in size", file: file, line: line)
    }
    return shape
  }
}

extension Tensor {
  /// The only element of a tensor of one element.
  public func item(file: StaticString = #fileID, line: UInt = #line) -> Double {
    item(as: Double.self, file: file, line: line)
  }

  /// The only element of a tensor of one element, cast to a Swift type.
  public func item<Element: TensorElement>(
    as type: Element.Type, file: StaticString = #fileID, line: UInt = #line
  ) -> Element {
    demand(
      count == 1, "item: a tensor of shape \(shape) has no single element", file: file, line: line)
    return element(at: 0, as: type)
  }
}
