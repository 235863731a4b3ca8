import Glibc

extension Tensor {
  /// `count` powers of `base` whose exponents are evenly spaced from `start` to `end`, both included. `torch.logspace`.
  ///
  /// - Parameter dtype: not bool. With an integer dtype the ends lose their fractions first and the powers theirs.
  public static func logspace(
    _ start: Double, _ end: Double, count: Int, base: Double = 10, dtype: DType = .float32,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let exponents = spacedNumbers(
      "logspace", start, end, count: count, dtype: dtype, file: file, line: line)
    let powers = exponents.map { Glibc.pow(base, $0) }
    if let wrong = powers.first(where: { !dtype.holds($0) }) {
      mistake("logspace: \(wrong) does not fit in \(dtype)", file: file, line: line)
    }
    return Tensor(elements: powers, dtype: dtype)
  }

  /// As ``logspace(_:_:count:base:dtype:file:line:)`` from one scalar tensor's number to another's. Not on the tape.
  public static func logspace(
    _ start: Tensor, _ end: Tensor, count: Int, base: Double = 10, dtype: DType = .float32,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(
      start.rank == 0 && end.rank == 0,
      "logspace: ends of shapes \(start.shape) and \(end.shape); scalars are needed", file: file,
      line: line)
    return logspace(
      start.item(), end.item(), count: count, base: base, dtype: dtype, file: file, line: line)
  }
}
