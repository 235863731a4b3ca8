import CKernels

/// An elementwise operation of two operands: its kernel, and a derivative that is what the operation leaves on the tape.
protocol BinaryOp: Derivative {
  static var kernel: tk_binary_op { get }
  /// Whether integers and bool are computed as float32, as in true division.
  static var promotesToFloat: Bool { get }

  /// Saves of the operands and the result what the derivative needs.
  init(_ a: Tensor, _ b: Tensor, result: Tensor)
}

extension BinaryOp {
  static var promotesToFloat: Bool { false }

  @inline(__always)
  static func apply(
    _ a: Tensor, _ b: Tensor, file: StaticString? = nil, line: UInt = 0
  ) -> Tensor {
    if a.dtype == b.dtype && a.shape == b.shape && (!promotesToFloat || a.dtype.isFloatingPoint),
      a.dtype != .bool
    {
      return compute(a, b, into: .empty(shapedLike: a, dtype: a.dtype))
    }
    return applyStretched(a, b, file: file, line: line)
  }

  @inline(__always)
  private static func compute(_ a: Tensor, _ b: Tensor, into result: Tensor) -> Tensor {
    Elementwise.binary(kernel, a, b, into: result)
    return result.recorded(a, b, Self(a, b, result: result))
  }

  @inline(never)
  private static func applyStretched(
    _ a: Tensor, _ b: Tensor, file: StaticString?, line: UInt
  ) -> Tensor {
    let common = Tensor.resultType(a, b)
    let dtype = promotesToFloat ? common.promotedToFloat : common
    let shape = Tensor.broadcastShape(name, a, b, file: file, line: line)
    if tk_binary(kernel, dtype.kernel) == nil {
      Tensor.stop("\(name): not defined for \(a.dtype) and \(b.dtype)", file, line)
    }
    return compute(
      a.cast(to: dtype), b.cast(to: dtype), into: Tensor(uninitialized: shape, dtype: dtype))
  }
}

/// A ``BinaryOp`` whose derivative needs both operands, and not the result.
protocol PairOp: BinaryOp {
  var left: SavedTensor { get }
  var right: SavedTensor { get }

  init(left: SavedTensor, right: SavedTensor)
}

extension PairOp {
  @inline(__always)
  init(_ a: Tensor, _ b: Tensor, result: Tensor) {
    self.init(left: SavedTensor(a), right: SavedTensor(b))
  }
}

extension Tensor {
  static func broadcastShape(
    _ op: String, _ a: Tensor, _ b: Tensor, file: StaticString?, line: UInt
  ) -> Shape {
    if let shape = Shape.broadcast(a.shape, b.shape) { return shape }
    stop(
      "\(op): shapes \(a.shape) and \(b.shape) do not broadcast: sizes are matched from the last axis on and must be equal or 1",
      file, line)
  }

  /// A mistake, with the caller's position where the operation could receive it.
  static func stop(_ message: String, _ file: StaticString?, _ line: UInt) -> Never {
    if let file { mistake(message, file: file, line: line) }
    mistake(message)
  }

  /// A plain number as an operand beside `other`, in the dtype that the result will have.
  @inline(__always)
  package static func number<Number: TensorElement>(_ value: Number, beside other: Tensor) -> Tensor
  {
    if other.dtype.isFloatingPoint { return Tensor(scalar: value, dtype: other.dtype) }
    return Tensor(scalar: value, dtype: Number.dtype == .float64 ? .float32 : Number.dtype)
      .asNumber()
  }
}
