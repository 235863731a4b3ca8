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
    let dtype = Tensor.resultType(a, b)
    let result = Tensor(
      uninitialized: broadcastShape(name, a, b, file: nil, line: 0), dtype: .bool)
    noGrad { Elementwise.binary(kernel, a.cast(to: dtype), b.cast(to: dtype), into: result) }
    return result
  }
}
