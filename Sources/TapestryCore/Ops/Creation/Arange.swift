import Glibc

extension Tensor {
  /// `start`, `start + step`, … up to but without `end`. `torch.arange`.
  ///
  /// - Parameter dtype: int64 by default, as the bounds are whole numbers.
  public static func arange(
    _ start: Int, _ end: Int, step: Int = 1, dtype: DType = .int64, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    demand(step != 0, "arange: a step of 0", file: file, line: line)
    return Tensor(elements: Array(Swift.stride(from: start, to: end, by: step)), dtype: dtype)
  }

  /// `0`, `1`, … up to but without `end`.
  public static func arange(_ end: Int, dtype: DType = .int64) -> Tensor {
    arange(0, end, dtype: dtype)
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
    let elements = (0..<Swift.max(0, Int(size))).map { start + Double($0) * step }
    return Tensor(elements: elements, dtype: dtype)
  }

  /// `count` numbers evenly spaced from `start` to `end`, both included. `torch.linspace`.
  public static func linspace(
    _ start: Double, _ end: Double, count: Int, dtype: DType = .float32,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(count >= 0, "linspace: \(count) elements", file: file, line: line)
    let step = count > 1 ? (end - start) / Double(count - 1) : 0
    // From the nearer end, so that both ends are exact.
    let elements = (0..<count).map {
      2 * $0 < count ? start + Double($0) * step : end - Double(count - 1 - $0) * step
    }
    return Tensor(elements: elements, dtype: dtype)
  }

  private convenience init<Element: TensorElement>(elements: [Element], dtype: DType) {
    self.init(elements: elements, shape: [elements.count], dtype: dtype)
  }
}
