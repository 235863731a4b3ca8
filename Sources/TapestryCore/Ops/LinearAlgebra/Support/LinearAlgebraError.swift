/// Why a matrix has no inverse, factors or eigenvalues of the kind asked for: the data is at fault, not the program.
///
/// ```swift
/// do {
///   x = try a.solve(b)
/// } catch {
///   print(error)  // solve: matrix 3 of the batch is singular: pivot 2 is zero
/// }
/// ```
public struct LinearAlgebraError: Error, Hashable, Sendable {
  /// The operation, as users write it.
  public let operation: String

  /// The place of the first matrix at fault along each batch axis; empty for a single matrix.
  public let batchIndex: [Int]

  public let reason: Reason

  package init(operation: String, batchIndex: [Int], reason: Reason) {
    self.operation = operation
    self.batchIndex = batchIndex
    self.reason = reason
  }

  public enum Reason: Hashable, Sendable {
    /// Elimination found a zero pivot; counted from 1, as LAPACK does.
    case singular(pivot: Int)
    /// The leading minor of this order is not positive.
    case notPositiveDefinite(order: Int)
    /// The columns of the matrix are not independent; the number of the first such.
    case rankDeficient(column: Int)
    /// NaN or an infinity is among the elements.
    case notFinite
    /// The iteration did not end; how many values it did not find, as LAPACK tells it.
    case noConvergence(count: Int)
  }
}

extension LinearAlgebraError: CustomStringConvertible {
  public var description: String {
    let place = batchIndex.map(String.init).joined(separator: ", ")
    let which =
      switch batchIndex.count {
      case 0: "the matrix"
      case 1: "matrix \(place) of the batch"
      default: "matrix [\(place)] of the batch"
      }
    return "\(operation): \(which) \(reason)"
  }
}

extension LinearAlgebraError.Reason: CustomStringConvertible {
  public var description: String {
    switch self {
    case .singular(let pivot): "is singular: pivot \(pivot) is zero"
    case .notPositiveDefinite(let order):
      "is not positive definite: its leading minor of order \(order) is not positive"
    case .rankDeficient(let column):
      "does not have full rank: column \(column) depends on those before it"
    case .notFinite: "has elements that are not finite"
    case .noConvergence(let count):
      "has values that the iteration did not find: \(count) of them"
    }
  }
}

extension LinearAlgebraError {
  /// Throws where a status is not 0.
  ///
  /// - Parameter info: int32, one a matrix, contiguous.
  static func check(
    _ info: Tensor, _ operation: StaticString, _ reason: (Int) -> Reason
  ) throws(LinearAlgebraError) {
    let status = info.array(as: Int.self)
    guard let index = status.firstIndex(where: { $0 != 0 }) else { return }
    throw LinearAlgebraError(
      operation: "\(operation)", batchIndex: info.shape.place(of: index),
      reason: reason(status[index]))
  }

  /// Throws where a matrix has an element that is NaN or infinite: iterations would not end.
  static func checkFinite(
    _ matrices: Tensor, _ operation: StaticString
  ) throws(LinearAlgebraError) {
    try check(notFinite(matrices), operation) { _ in .notFinite }
  }

  /// 1 for each matrix that has an element that is NaN or infinite.
  static func notFinite(_ matrices: Tensor) -> Tensor {
    noGrad { (.!matrices.isFinite().all(axes: [-2, -1])).cast(to: .int32) }
  }
}
