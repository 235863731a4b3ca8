import CKernels

infix operator .== : ComparisonPrecedence
infix operator .!= : ComparisonPrecedence
infix operator .< : ComparisonPrecedence
infix operator .<= : ComparisonPrecedence
infix operator .> : ComparisonPrecedence
infix operator .>= : ComparisonPrecedence
infix operator .&& : LogicalConjunctionPrecedence
infix operator .|| : LogicalDisjunctionPrecedence
prefix operator .!

extension Tensor {
  /// A bool for each pair of elements; never on the tape.
  static func compare(_ name: String, _ kernel: tk_binary_op, _ a: Tensor, _ b: Tensor) -> Tensor {
    var dtype = Tensor.resultType(a, b)
    if let number = a.isNumber ? a : b.isNumber ? b : nil, dtype.isInteger,
      !dtype.holds(number.item(as: Int.self))
    {
      // A number that the other side's dtype lacks must not turn into one that it has.
      dtype = .int64
    }
    let result = Tensor(
      uninitialized: broadcastShape(name, a, b, file: nil, line: 0), dtype: .bool)
    noGrad { Elementwise.binary(kernel, a.cast(to: dtype), b.cast(to: dtype), into: result) }
    return result.untaped(name)
  }
}
