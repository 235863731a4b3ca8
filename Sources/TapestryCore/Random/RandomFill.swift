import CKernels

// What random operations have in common.
extension Tensor {
  /// A new tensor whose elements `draw` writes; never on the tape.
  static func drawn(
    _ op: StaticString, _ shape: Shape, _ dtype: DType, needsFractions: Bool = true,
    file: StaticString, line: UInt, _ draw: (Tensor) -> Void
  ) -> Tensor {
    demand(
      !shape.contains { $0 < 0 }, "\(op): a size of shape \(shape) is negative", file: file,
      line: line)
    checkRandomType(op, dtype, needsFractions: needsFractions, file: file, line: line)
    let result = Tensor(uninitialized: shape, dtype: dtype)
    draw(result)
    return result.untaped("\(op)")
  }

  /// Overwrites the elements with what `draw` writes to a contiguous tensor of this shape and dtype. Shape, dtype and the place in
  /// memory stay; where this is on the tape, what was there before gets no gradient.
  func overwrite(
    _ op: StaticString, needsFractions: Bool = true, file: StaticString, line: UInt,
    _ draw: (Tensor) -> Void
  ) {
    Tensor.checkRandomType(op, dtype, needsFractions: needsFractions, file: file, line: line)
    OperationLog.begin()
    if willRecordChange("\(op)", with: self) {
      let numbers = Tensor(uninitialized: shape, dtype: dtype)
      draw(numbers)
      self[.ellipsis] = numbers
      return
    }
    if isContiguous {
      draw(self)
    } else {
      let numbers = Tensor(uninitialized: shape, dtype: dtype)
      draw(numbers)
      Copy.run(numbers, into: self)
    }
    storage.version += 1
    changed("\(op)")
  }

  private static func checkRandomType(
    _ op: StaticString, _ dtype: DType, needsFractions: Bool, file: StaticString, line: UInt
  ) {
    demand(
      !needsFractions || dtype.isFloatingPoint,
      "\(op): needs a floating-point dtype, not \(dtype)", file: file, line: line)
  }

  /// Stops unless every element of a parameter satisfies a condition; NaN satisfies none.
  func demandAll(
    _ op: StaticString, _ rule: String, file: StaticString, line: UInt,
    _ condition: (Tensor) -> Tensor
  ) {
    let isGood = noGrad { condition(self) }
    if count == 0 || isGood.all().item(as: Bool.self) { return }
    let place = isGood.reshaped(to: [-1]).array(as: Bool.self).firstIndex(of: false)!
    let wrong = noGrad { reshaped(to: [-1])[place].item() }
    mistake("\(op): \(rule), not \(wrong)", file: file, line: line)
  }

  /// Two parameters of float64, stretched to one shape and contiguous.
  static func parameters(
    _ op: StaticString, _ a: Tensor, _ b: Tensor, file: StaticString, line: UInt
  ) -> (Tensor, Tensor) {
    let shape = broadcastShape("\(op)", a, b, file: file, line: line)
    return noGrad {
      (
        a.cast(to: .float64).expanded(to: shape).contiguous(),
        b.cast(to: .float64).expanded(to: shape).contiguous()
      )
    }
  }
}

extension DType {
  /// The largest number of a floating-point dtype below another number.
  func largest(below bound: Double) -> Double {
    switch self {
    case .float16:
      let nearest = Float16(bound)
      return Double(Double(nearest) < bound ? nearest : nearest.nextDown)
    case .bfloat16:
      let nearest = BFloat16(bound)
      return Double(Double(nearest) < bound ? nearest : nearest.nextDown)
    case .float32:
      let nearest = Float(bound)
      return Double(Double(nearest) < bound ? nearest : nearest.nextDown)
    default: return bound.nextDown
    }
  }
}
