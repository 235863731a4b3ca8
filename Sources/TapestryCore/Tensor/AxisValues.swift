/// One integer per axis of a tensor, held inline: up to ``maximumRank`` of them and no allocation.
///
/// A tensor's ``Tensor/shape`` and ``Tensor/strides`` are of this type. It is written as an array
/// literal and read as a collection.
public struct AxisValues: Sendable {
  /// The largest number of axes that a tensor can have.
  public static var maximumRank: Int { 8 }

  package var values: InlineArray<8, Int>
  public private(set) var count: Int

  /// No axes: the shape of a scalar.
  @inline(__always)
  public init() {
    values = InlineArray(repeating: 0)
    count = 0
  }

  @inline(__always)
  package init(repeating value: Int, count: Int) {
    self.init()
    for _ in 0..<count { append(value) }
  }

  /// The values of any sequence; more than ``maximumRank`` is a programmer's mistake.
  public init(_ elements: some Sequence<Int>) {
    self.init()
    for element in elements { append(element) }
  }

  @inline(__always)
  public mutating func append(_ value: Int) {
    if count == AxisValues.maximumRank {
      mistake("shape: more than \(AxisValues.maximumRank) axes: \(Array(self)) and one more")
    }
    values[count] = value
    count += 1
  }

  public mutating func insert(_ value: Int, at axis: Int) {
    append(value)
    var position = count - 1
    while position > axis {
      values[position] = values[position - 1]
      position -= 1
    }
    values[axis] = value
  }

  @discardableResult
  public mutating func remove(at axis: Int) -> Int {
    let removed = self[axis]
    for position in axis..<count - 1 { values[position] = values[position + 1] }
    count -= 1
    return removed
  }

  /// The product of all values: as a shape, the number of elements; 1 without axes.
  package var product: Int {
    var product = 1
    for axis in 0..<count { product *= values[axis] }
    return product
  }
}

/// The size of each axis of a tensor.
public typealias Shape = AxisValues

/// The distance, in elements, between neighbours along each axis of a tensor.
public typealias Strides = AxisValues

extension AxisValues: RandomAccessCollection, MutableCollection {
  public var startIndex: Int { 0 }
  public var endIndex: Int { count }

  public subscript(position: Int) -> Int {
    @inline(__always) get {
      precondition(position >= 0 && position < count, "axis out of range")
      return values[position]
    }
    @inline(__always) set {
      precondition(position >= 0 && position < count, "axis out of range")
      values[position] = newValue
    }
  }
}

extension AxisValues: Hashable {
  @inline(__always)
  public static func == (a: AxisValues, b: AxisValues) -> Bool {
    if a.count != b.count { return false }
    for axis in 0..<a.count where a.values[axis] != b.values[axis] { return false }
    return true
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(count)
    for axis in 0..<count { hasher.combine(values[axis]) }
  }
}

extension AxisValues: ExpressibleByArrayLiteral, CustomStringConvertible {
  public init(arrayLiteral elements: Int...) { self.init(elements) }

  /// As NumPy writes it in an error: `[2, 3]`.
  public var description: String { "[" + map(String.init).joined(separator: ", ") + "]" }
}

extension AxisValues {
  /// The row-major strides of a contiguous tensor of this shape.
  @inline(__always)
  package var contiguousStrides: Strides {
    var strides = self
    var step = 1
    var axis = count - 1
    while axis >= 0 {
      strides.values[axis] = step
      // A size of 0 must not make the strides before it 0: they would read as broadcast.
      step *= Swift.max(values[axis], 1)
      axis -= 1
    }
    return strides
  }

  /// The shape that two operands stretch to, or nil where they do not fit: sizes are matched from
  /// the last axis on, and a size of 1 stretches to any other.
  package static func broadcast(_ a: Shape, _ b: Shape) -> Shape? {
    if a == b { return a }
    var (result, other) = a.count >= b.count ? (a, b) : (b, a)
    let shift = result.count - other.count
    for axis in 0..<other.count {
      let (p, q) = (result.values[axis + shift], other.values[axis])
      if p == q || q == 1 { continue }
      if p != 1 { return nil }
      result.values[axis + shift] = q
    }
    return result
  }
}
