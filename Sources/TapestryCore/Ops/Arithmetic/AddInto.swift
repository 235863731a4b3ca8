/// Writes the sum of each pair of elements to a tensor that is there already, which saves making one.
///
/// - Parameters:
///   - a: broadcasts with `b`.
///   - result: of the shape and dtype of `a + b`; may be `a` or `b`. Its elements are overwritten.
/// - Requires: that nothing would be recorded: operands that ask for no gradient, or ``noGrad(_:)``.
///
/// `torch.add` with `out=`.
public func add(
  _ a: Tensor, _ b: Tensor, into result: Tensor, file: StaticString = #fileID, line: UInt = #line
) {
  Add.apply(a, b, into: result, file: file, line: line)
}
