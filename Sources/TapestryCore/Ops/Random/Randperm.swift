extension Tensor {
  /// The numbers `0..<count` in random order, each order as likely. `torch.randperm`.
  ///
  /// - Parameter dtype: must hold the numbers; not bool.
  /// - Complexity: O(count).
  public static func randperm(
    _ count: Int, dtype: DType = .int64, generator: Generator? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(
      count >= 0 && count < 1 << 32, "randperm: \(count) numbers", file: file, line: line)
    demand(
      dtype.isFloatingPoint || (dtype.isInteger && dtype.holds(count - 1)),
      "randperm: \(dtype) does not hold \(count) numbers", file: file, line: line)
    let order = Tensor(uninitialized: [count], dtype: .int64)
    Permutation.write(into: order, generator ?? defaultGenerator)
    return order.untaped("randperm").cast(to: dtype)
  }
}
