extension Tensor {
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
}
