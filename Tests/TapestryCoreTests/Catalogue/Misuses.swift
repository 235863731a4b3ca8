import TapestryCore
import TapestryTesting

/// What rows of many families say of wrong operands.
extension Catalogue {
  /// Operands whose shapes do not fit. Infix operators cannot name their caller.
  static func doNotBroadcast(
    namesCaller: Bool = true, _ body: @escaping @Sendable (Tensor, Tensor) -> Tensor
  ) -> [OpError] {
    let shapes: [(Shape, Shape)] = [([2, 3], [4]), ([3, 1, 2], [5, 3])]
    return shapes.map { a, b in
      OpError("shapes \(a) and \(b) do not broadcast", namesCaller: namesCaller) {
        _ = body(.ones(a, dtype: .int64), .ones(b, dtype: .int64))
      }
    }
  }

  /// Bools, for functions that have no meaning for them.
  static func notForBools(_ body: @escaping @Sendable (Tensor) -> Tensor) -> [OpError] {
    [
      OpError("not defined for bool") { _ = body(Tensor([true, false])) },
      OpError("not defined for bool") { _ = body(.zeros([], dtype: .bool)) },
    ]
  }
}
