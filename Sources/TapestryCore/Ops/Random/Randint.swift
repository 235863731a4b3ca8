extension Tensor {
  /// Whole numbers spread evenly over a range. `torch.randint`.
  ///
  /// - Parameters:
  ///   - range: not empty; an integer dtype must hold it.
  ///   - dtype: any but bool.
  ///   - generator: ``defaultGenerator`` unless given.
  public static func randint(
    _ range: Range<Int>, _ shape: Shape, dtype: DType = .int64, generator: Generator? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    checkRange("randint", range, dtype, file: file, line: line)
    return drawn("randint", shape, dtype, needsFractions: false, file: file, line: line) {
      draw(range, into: $0, generator)
    }
  }

  /// As ``randint(_:_:dtype:generator:file:line:)``, of another tensor's shape and dtype. `torch.randint_like`.
  public static func randint(
    like other: Tensor, _ range: Range<Int>, generator: Generator? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    randint(
      range, other.shape, dtype: other.dtype, generator: generator, file: file, line: line)
  }

  /// Overwrites the elements with whole numbers spread evenly over a range. `torch.Tensor.random_`.
  public func fillRandint(
    _ range: Range<Int>, generator: Generator? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    Tensor.checkRange("fillRandint", range, dtype, file: file, line: line)
    overwrite("fillRandint", needsFractions: false, file: file, line: line) {
      Tensor.draw(range, into: $0, generator)
    }
  }

  private static func checkRange(
    _ op: StaticString, _ range: Range<Int>, _ dtype: DType, file: StaticString, line: UInt
  ) {
    demand(!range.isEmpty, "\(op): no numbers in \(range)", file: file, line: line)
    demand(
      dtype.isFloatingPoint
        || (dtype.isInteger && dtype.holds(range.lowerBound)
          && dtype.holds(range.upperBound - 1)),
      "\(op): \(dtype) does not hold the numbers \(range)", file: file, line: line)
  }

  private static func draw(_ range: Range<Int>, into output: Tensor, _ generator: Generator?) {
    let span = UInt64(bitPattern: Int64(range.upperBound &- range.lowerBound))
    RandomKernel.integers(
      from: range.lowerBound, span: span, into: output, generator ?? defaultGenerator)
  }
}
