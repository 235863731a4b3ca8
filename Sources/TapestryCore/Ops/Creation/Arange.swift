extension Tensor {
  /// `start`, `start + step`, … up to but without `end`, which lies in the step's direction. `torch.arange`.
  ///
  /// - Parameter dtype: int64 by default, as the bounds are whole numbers. It must hold all numbers, where PyTorch lets them wrap.
  public static func arange(
    _ start: Int, _ end: Int, step: Int = 1, dtype: DType = .int64, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    demand(step != 0, "arange: a step of 0", file: file, line: line)
    demand(
      start == end || (start < end) == (step > 0),
      "arange: from \(start) to \(end) by \(step): the step goes away from the end", file: file,
      line: line)
    let numbers = Array(Swift.stride(from: start, to: end, by: step))
    return arange(numbers, dtype, file: file, line: line)
  }

  /// `0`, `1`, … up to but without `end`.
  public static func arange(
    _ end: Int, dtype: DType = .int64, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    arange(0, end, dtype: dtype, file: file, line: line)
  }

  /// As ``arange(_:_:step:dtype:file:line:)`` for fractions; each element is computed as `start + i · step`, without adding up errors.
  ///
  /// With an integer dtype there are as many elements as the fractions give, but `start` and `step` lose theirs first, as in PyTorch and
  /// NumPy; a step that is then 0 is a mistake. With int64 `end`, too, loses its fraction, before elements are counted.
  @_disfavoredOverload
  public static func arange(
    _ start: Double, _ end: Double, step: Double = 1, dtype: DType = .float32,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let size = ((end - start) / step).rounded(.up)
    demand(
      step != 0 && size.isFinite,
      "arange: from \(start) to \(end) by \(step) has no number of elements",
      file: file, line: line)
    demand(
      size >= 0, "arange: from \(start) to \(end) by \(step): the step goes away from the end",
      file: file, line: line)
    if dtype.isFloatingPoint {
      return Tensor(elements: (0..<Int(size)).map { start + Double($0) * step }, dtype: dtype)
    }
    guard let first = Int(exactly: start.rounded(.towardZero)),
      let whole = Int(exactly: step.rounded(.towardZero)), whole != 0
    else {
      mistake(
        "arange: from \(start) by \(step) has no whole steps for \(dtype)", file: file, line: line)
    }
    if dtype == .int64, let last = Int(exactly: end.rounded(.towardZero)) {
      return arange(first, last, step: whole, file: file, line: line)
    }
    return arange((0..<Int(size)).map { first + $0 * whole }, dtype, file: file, line: line)
  }

  private static func arange(
    _ numbers: [Int], _ dtype: DType, file: StaticString, line: UInt
  ) -> Tensor {
    demand(dtype != .bool, "arange: bool holds no sequence of numbers", file: file, line: line)
    for end in [numbers.first, numbers.last] {
      demand(
        end.map { dtype.holds($0) } ?? true, "arange: \(end ?? 0) does not fit in \(dtype)",
        file: file,
        line: line)
    }
    return Tensor(elements: numbers, dtype: dtype)
  }

  convenience init<Element: TensorElement>(elements: [Element], dtype: DType) {
    self.init(elements: elements, shape: [elements.count], dtype: dtype)
  }
}
