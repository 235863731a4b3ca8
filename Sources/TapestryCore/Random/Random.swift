import CKernels

extension Tensor {
  /// Numbers spread evenly over 0 ≤ x < 1. `torch.rand`.
  ///
  /// - Parameters:
  ///   - dtype: float32 or float64.
  ///   - generator: ``defaultGenerator`` unless given.
  public static func rand(
    _ shape: Shape, dtype: DType = .float32, generator: Generator? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    checkRandom("rand", shape, dtype, file: file, line: line)
    if dtype.computeType != dtype {
      // As many bits as the dtype holds: rounding more of them could give 1.
      let scale: Float = dtype == .float16 ? 0x1p11 : 0x1p8
      let numbers = rand(shape, generator: generator)
      return ((numbers * scale).floor() / scale).cast(to: dtype)
    }
    let result = Tensor(uninitialized: shape, dtype: dtype)
    RandomKernel.uniform(into: result, generator ?? defaultGenerator)
    return result
  }

  /// Numbers of the normal distribution with mean 0 and standard deviation 1. `torch.randn`.
  public static func randn(
    _ shape: Shape, dtype: DType = .float32, generator: Generator? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    checkRandom("randn", shape, dtype, file: file, line: line)
    if dtype.computeType != dtype { return randn(shape, generator: generator).cast(to: dtype) }
    let result = Tensor(uninitialized: shape, dtype: dtype)
    RandomKernel.normal(into: result, generator ?? defaultGenerator)
    return result
  }

  /// Whole numbers spread evenly over a range. `torch.randint`.
  ///
  /// - Parameter range: not empty.
  public static func randint(
    _ range: Range<Int>, _ shape: Shape, dtype: DType = .int64, generator: Generator? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(!range.isEmpty, "randint: no numbers in \(range)", file: file, line: line)
    demand(
      !shape.contains { $0 < 0 }, "randint: a size of shape \(shape) is negative", file: file,
      line: line)
    demand(
      !dtype.isInteger || (dtype.holds(range.lowerBound) && dtype.holds(range.upperBound - 1)),
      "randint: \(dtype) does not hold the numbers \(range)", file: file, line: line)
    let words = RandomKernel.words(2 * shape.product, generator ?? defaultGenerator)
    let span = UInt64(bitPattern: Int64(range.upperBound &- range.lowerBound))
    let elements = (0..<shape.product).map { index -> Int in
      let word = UInt64(words[2 * index]) << 32 | UInt64(words[2 * index + 1])
      // The high half of the product maps 2⁶⁴ values to `span`, each within 1 of its share.
      return range.lowerBound &+ Int(bitPattern: UInt(word.multipliedFullWidth(by: span).high))
    }
    return Tensor(elements: elements, shape: shape, dtype: dtype)
  }

  /// The numbers `0..<count` in random order, each order as likely: int64. `torch.randperm`.
  public static func randperm(
    _ count: Int, generator: Generator? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(
      count >= 0 && count < 1 << 32, "randperm: \(count) numbers", file: file, line: line)
    let words = RandomKernel.words(count, generator ?? defaultGenerator)
    var order = Array(0..<count)
    for remaining in Swift.stride(from: count, to: 1, by: -1) {
      let choice = Int((UInt64(words[remaining - 1]) * UInt64(remaining)) >> 32)
      order.swapAt(remaining - 1, choice)
    }
    return Tensor(elements: order, shape: [count], dtype: .int64)
  }

  private static func checkRandom(
    _ op: StaticString, _ shape: Shape, _ dtype: DType, file: StaticString, line: UInt
  ) {
    demand(
      dtype.isFloatingPoint, "\(op): needs a floating-point dtype, not \(dtype)", file: file,
      line: line)
    demand(
      !shape.contains { $0 < 0 }, "\(op): a size of shape \(shape) is negative", file: file,
      line: line)
  }
}
