extension Tensor {
  /// `count` numbers evenly spaced from `start` to `end`, both included; of one, the first. `torch.linspace`.
  ///
  /// - Parameter dtype: not bool. With an integer dtype, which must hold both ends, the ends lose their fractions first and the numbers
  ///   between them theirs, as in PyTorch.
  public static func linspace(
    _ start: Double, _ end: Double, count: Int, dtype: DType = .float32,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let elements = spacedNumbers(
      "linspace", start, end, count: count, dtype: dtype, file: file, line: line)
    return Tensor(elements: elements, dtype: dtype)
  }

  /// As ``linspace(_:_:count:dtype:file:line:)`` from one scalar tensor's number to another's. Not on the tape.
  public static func linspace(
    _ start: Tensor, _ end: Tensor, count: Int, dtype: DType = .float32,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(
      start.rank == 0 && end.rank == 0,
      "linspace: ends of shapes \(start.shape) and \(end.shape); scalars are needed", file: file,
      line: line)
    return linspace(
      start.item(), end.item(), count: count, dtype: dtype, file: file, line: line)
  }

  /// Evenly spaced numbers, computed from the nearer end, so that both ends are exact.
  static func spacedNumbers(
    _ op: StaticString, _ start: Double, _ end: Double, count: Int, dtype: DType,
    file: StaticString, line: UInt
  ) -> [Double] {
    demand(count >= 0, "\(op): \(count) elements", file: file, line: line)
    demand(dtype != .bool, "\(op): bool holds no sequence of numbers", file: file, line: line)
    for number in [start, end] {
      demand(
        dtype.holds(number), "\(op): \(number) does not fit in \(dtype)", file: file, line: line)
    }
    let isWhole = dtype.isInteger
    let (first, last) = (
      isWhole ? start.rounded(.towardZero) : start, isWhole ? end.rounded(.towardZero) : end
    )
    let step = count > 1 ? (last - first) / Double(count - 1) : 0
    return (0..<count).map {
      $0 < count / 2 || count == 1
        ? first + Double($0) * step : last - Double(count - 1 - $0) * step
    }
  }
}
