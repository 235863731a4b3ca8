import TapestryCore

extension Replay {
  /// A function of one tensor and nothing else.
  static func unary(_ body: @escaping @Sendable (Tensor) -> Tensor) -> Adapter {
    { s in [body(s.input)] }
  }

  /// A function of two operands, the second a tensor or a number, the first too where PyTorch takes one.
  static func binary(_ body: @escaping @Sendable (Tensor, Tensor) -> Tensor) -> Adapter {
    { s in
      guard let a = s.tensor("input", 0), let b = s.operand(1, beside: a) else { return nil }
      return [body(a, b)]
    }
  }
}

extension ReplaySample {
  /// An operand that PyTorch takes as a tensor or as a number.
  func operand(_ position: Int, beside other: Tensor) -> Tensor? {
    if let tensor = tensor("other", position) { return tensor }
    if let flag = bool("other", position) { return .number(flag, beside: other) }
    if let whole = int("other", position) { return .number(whole, beside: other) }
    return number("other", position).map { .number($0, beside: other) }
  }
}
