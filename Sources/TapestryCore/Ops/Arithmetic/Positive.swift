extension Tensor {
  /// The tensor itself, as `+x` is of a number. Not for bool. `torch.positive`.
  public func positive(file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    demand(dtype != .bool, "positive: not defined for bool", file: file, line: line)
    return self
  }

  public static prefix func + (x: Tensor) -> Tensor {
    if x.dtype == .bool { mistake("positive: not defined for bool") }
    return x
  }
}
