import CKernels

/// An elementwise operation of two operands that only whole numbers have: nothing to differentiate.
protocol IntegerBinaryOp: BinaryOp {
  /// Whether it is defined for bools too.
  static var takesBool: Bool { get }
}

extension IntegerBinaryOp {
  static var takesBool: Bool { false }

  static func applyToIntegers(
    _ a: Tensor, _ b: Tensor, file: StaticString? = nil, line: UInt = 0
  ) -> Tensor {
    let dtype = Tensor.resultType(a, b)
    if !dtype.isInteger && !(takesBool && dtype == .bool) {
      let needed = takesBool ? "integers or bools" : "integers"
      Tensor.stop("\(name): needs \(needed), not \(a.dtype) and \(b.dtype)", file, line)
    }
    return apply(a, b, file: file, line: line)
  }

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    mistake("\(Self.name): integers are never recorded")
  }
}
