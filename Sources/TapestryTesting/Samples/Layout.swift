import TapestryCore

/// A way for the same elements to lie in memory.
public enum Layout: CaseIterable, Sendable {
  /// The axes in reverse: the last one takes the largest steps.
  case transposed
  /// Every other element of a larger block, which begins further back; what lies between is no sensible number.
  case stepped
  /// Without gaps, but not at the beginning of its block.
  case shifted
  /// Backwards along every axis: the first element is the last in memory.
  case reversed

  /// A tensor equal to `source` that lies this way, without a record.
  public func apply(to source: Tensor) -> Tensor {
    let step = self == .stepped ? 2 : 1
    let gap = self == .stepped || self == .shifted ? 3 : 0
    var strides = Strides(source.shape)
    var reach = step
    for axis in self == .transposed ? Array(source.shape.indices) : source.shape.indices.reversed()
    {
      strides[axis] = reach
      reach *= Swift.max(source.shape[axis], 1)
    }
    let start = self == .reversed ? reach - 1 : gap
    if self == .reversed { strides = Strides(strides.map { -$0 }) }
    let places = (0..<source.count).map { number in
      zip(place(of: number, in: source.shape), strides).reduce(start) { $0 + $1.0 * $1.1 }
    }
    func block<Value: TensorElement>(_ elements: [Value], gaps: Value) -> Tensor {
      var block = Array(repeating: gaps, count: gap + reach)
      for (place, element) in zip(places, elements) { block[place] = element }
      return Tensor(block, shape: [block.count], dtype: source.dtype)
    }
    let memory =
      source.dtype.isFloatingPoint
      ? block(source.array(as: Double.self), gaps: .nan)
      : block(source.array(as: Int.self), gaps: source.dtype == .bool ? 1 : 99)
    return Tensor(
      viewOf: memory, shape: source.shape, strides: strides, offset: start, keepsBase: false)
  }

  /// `source` with its first element along the first axis of more than one repeated by a stride of 0; nil where no axis is.
  public static func expanded(_ source: Tensor) -> Tensor? {
    guard let axis = source.shape.firstIndex(where: { $0 > 1 }) else { return nil }
    return source.detach().narrowed(axis: axis, start: 0, length: 1).expanded(to: source.shape)
  }
}
