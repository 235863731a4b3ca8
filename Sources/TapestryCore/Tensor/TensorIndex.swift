/// What can stand in a tensor's subscript: a place, a range, a mask or tensor of places, and NumPy's special signs.
///
/// ```swift
/// x[0]; x[-1, 1...]; x[..<3]; x[.range(from: 1, to: -1, by: 2)]; x[0..., .stride(2)]
/// x[.ellipsis, 0]; x[.newAxis]; x[x > 1]; x[Tensor([0, 2], dtype: .int64)]; x[[0, 2]]; x[.stride(-1)]
/// ```
///
/// Negative places count from the end. Ranges are cut to what there is, as in NumPy; single places must exist.
public protocol TensorIndex {
  var tensorIndexItem: TensorIndexItem { get }
}

/// One part of a subscript, in the form that all kinds of ``TensorIndex`` come down to.
public enum TensorIndexItem {
  case place(Int)
  case slice(from: Int?, to: Int?, by: Int)
  /// As many whole axes as the other parts leave.
  case rest
  /// A new axis of size 1.
  case added
  case tensor(Tensor)
}

extension TensorIndexItem: TensorIndex {
  public var tensorIndexItem: TensorIndexItem { self }
}

extension TensorIndex where Self == TensorIndexItem {
  /// As many whole axes as the other parts leave.
  public static var ellipsis: TensorIndexItem { .rest }

  /// A new axis of size 1.
  public static var newAxis: TensorIndexItem { .added }

  /// Every `step`-th place of an axis; of a negative step, from the last place backwards.
  public static func stride(_ step: Int) -> TensorIndexItem { .slice(from: nil, to: nil, by: step) }

  /// Every `step`-th place from `start` up to but without `end`; negative bounds count from the end. With a negative step, places
  /// go down, from the last one by default, to the first by default.
  public static func range(from start: Int? = nil, to end: Int? = nil, by step: Int = 1)
    -> TensorIndexItem
  {
    .slice(from: start, to: end, by: step)
  }
}

extension Int: TensorIndex {
  public var tensorIndexItem: TensorIndexItem { .place(self) }
}

extension Range: TensorIndex where Bound == Int {
  public var tensorIndexItem: TensorIndexItem { .slice(from: lowerBound, to: upperBound, by: 1) }
}

extension ClosedRange: TensorIndex where Bound == Int {
  public var tensorIndexItem: TensorIndexItem {
    .slice(from: lowerBound, to: upperBound == -1 ? nil : upperBound + 1, by: 1)
  }
}

extension PartialRangeFrom: TensorIndex where Bound == Int {
  public var tensorIndexItem: TensorIndexItem { .slice(from: lowerBound, to: nil, by: 1) }
}

extension PartialRangeUpTo: TensorIndex where Bound == Int {
  public var tensorIndexItem: TensorIndexItem { .slice(from: nil, to: upperBound, by: 1) }
}

extension PartialRangeThrough: TensorIndex where Bound == Int {
  public var tensorIndexItem: TensorIndexItem {
    .slice(from: nil, to: upperBound == -1 ? nil : upperBound + 1, by: 1)
  }
}

/// The places that the numbers name, as a tensor of them does.
extension Array: TensorIndex where Element == Int {
  public var tensorIndexItem: TensorIndexItem {
    .tensor(Tensor(elements: self, shape: [count], dtype: .int64))
  }
}

extension Tensor: TensorIndex {
  public var tensorIndexItem: TensorIndexItem { .tensor(self) }
}
