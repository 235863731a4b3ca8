extension Tensor {
  /// `start`, `start + step`, … up to but without `end`, which lies in the step's direction. `torch.arange`.
  ///
  /// - Parameter dtype: int64 by default, as the bounds are whole numbers.
  public static func arange(
    _ start: Int, _ end: Int, step: Int = 1, dtype: DType = .int64, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    demand(step != 0, "arange: a step of 0", file: file, line: line)
    demand(
      start == end || (start < end) == (step > 0),
      "arange: from \(start) to \(end) by \(step): the step goes away from the end", file: file,
      line: line)
    return Tensor(elements: Array(Swift.stride(from: start, to: end, by: step)), dtype: dtype)
  }

  /// `0`, `1`, … up to but without `end`.
  public static func arange(
    _ end: Int, dtype: DType = .int64, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    arange(0, end, dtype: dtype, file: file, line: line)
  }

  /// As ``arange(_:_:step:dtype:file:line:)`` for fractions; each element is computed as `start + i · step`, without adding up errors.
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
    let elements = (0..<Int(size)).map { start + Double($0) * step }
    return Tensor(elements: elements, dtype: dtype)
  }

  convenience init<Element: TensorElement>(elements: [Element], dtype: DType) {
    self.init(elements: elements, shape: [elements.count], dtype: dtype)
  }
}
