extension Tensor {
  /// The elements of `a` where `condition` holds, of `b` elsewhere; the three broadcast. `torch.where`.
  ///
  /// - Parameter condition: of dtype bool.
  public static func `where`(
    _ condition: Tensor, _ a: Tensor, _ b: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(
      condition.dtype == .bool, "where: the condition is of \(condition.dtype), not bool",
      file: file,
      line: line)
    let dtype = resultType(a, b)
    let (a, b) = (a.cast(to: dtype), b.cast(to: dtype))
    let operands = broadcastShape("where", a, b, file: file, line: line)
    guard let shape = Shape.broadcast(operands, condition.shape) else {
      mistake(
        "where: the condition's shape \(condition.shape) and \(operands) do not broadcast",
        file: file, line: line)
    }
    let result = Tensor(uninitialized: shape, dtype: dtype)
    Elementwise.select(condition, a, b, into: result)
    return result.recorded(a, b, WhereDerivative(condition: SavedTensor(condition)))
  }

  public static func `where`(
    _ condition: Tensor, _ a: some TensorElement, _ b: Tensor, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    demand(
      fits(a, beside: b), "where: \(a) does not fit in \(b.dtype)", file: file, line: line)
    return `where`(condition, .number(a, beside: b), b, file: file, line: line)
  }

  public static func `where`(
    _ condition: Tensor, _ a: Tensor, _ b: some TensorElement, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    demand(
      fits(b, beside: a), "where: \(b) does not fit in \(a.dtype)", file: file, line: line)
    return `where`(condition, a, .number(b, beside: a), file: file, line: line)
  }

  /// Whether a number that takes on an integer tensor's dtype is one of its own.
  private static func fits<Number: TensorElement>(_ number: Number, beside other: Tensor) -> Bool {
    Number.dtype.isFloatingPoint || other.dtype.holds(number)
  }

  /// Where the elements of a tensor are not 0: a tensor of places for each axis; ``nonzeroByAxis()``. `torch.where` of one argument.
  public static func `where`(_ condition: Tensor) -> [Tensor] { condition.nonzeroByAxis() }
}

struct WhereDerivative: Derivative {
  static let name = "where"
  let condition: SavedTensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, Tensor.where(condition.value, gradient, 0))
    inputs.add(1, Tensor.where(condition.value, 0, gradient))
  }
}
