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
    let words = RandomKernel.words(count, generator ?? defaultGenerator)
    var order = Array(0..<count)
    for remaining in Swift.stride(from: count, to: 1, by: -1) {
      let choice = Int((UInt64(words[remaining - 1]) * UInt64(remaining)) >> 32)
      order.swapAt(remaining - 1, choice)
    }
    return Tensor(elements: order, shape: [count], dtype: dtype)
  }
}
