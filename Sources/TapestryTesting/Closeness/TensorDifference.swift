import TapestryCore

/// How a tensor differs from the one that was expected.
public enum TensorDifference: Error, Equatable {
  case dtype(DType, expected: DType)
  case shape(Shape, expected: Shape)
  /// Some elements are too far off; the first and the worst of them are told.
  case elements(count: Int, of: Int, first: Element, worst: Element)

  /// One element that is too far off.
  public struct Element: Equatable, Sendable {
    /// Its place along each axis.
    public let place: [Int]
    public let actual: String
    public let expected: String
  }
}

extension TensorDifference: CustomStringConvertible {
  public var description: String {
    switch self {
    case .dtype(let actual, let expected): "dtype is \(actual), not \(expected)"
    case .shape(let actual, let expected): "shape is \(actual), not \(expected)"
    case .elements(let count, let total, let first, let worst):
      "\(count) of \(total) elements differ: first \(first)"
        + (worst == first ? "" : ", most \(worst)")
    }
  }
}

extension TensorDifference.Element: CustomStringConvertible {
  public var description: String { "\(actual) for \(expected) at \(place)" }
}
