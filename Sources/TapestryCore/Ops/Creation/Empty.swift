extension Tensor {
  /// A tensor whose elements are not set: they are whatever the memory holds, and differ from run to run. `torch.empty`.
  ///
  /// For elements that are all written before they are read. Bools are false, since other bytes than 0 and 1 are none.
  public static func empty(
    _ shape: Shape, dtype: DType = .float32, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    emptyStrided(
      shape, strides: shape.contiguousStrides, dtype: dtype, op: "empty", file: file, line: line)
  }

  /// As ``empty(_:dtype:file:line:)``, of another tensor's shape and dtype. `torch.empty_like`, but always contiguous.
  public static func empty(like other: Tensor) -> Tensor { empty(other.shape, dtype: other.dtype) }

  /// As ``empty(_:dtype:file:line:)`` with elements that lie in memory with the given steps. `torch.empty_strided`.
  ///
  /// - Parameter strides: for each axis, not negative. With steps that let elements share memory, only reading makes sense.
  public static func emptyStrided(
    _ shape: Shape, strides: Strides, dtype: DType = .float32, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    emptyStrided(shape, strides: strides, dtype: dtype, op: "emptyStrided", file: file, line: line)
  }

  /// As ``empty(_:dtype:file:line:)`` with axes that lie in memory in the given order, the last of it with steps of 1.
  /// `torch.empty_permuted`.
  public static func emptyPermuted(
    _ shape: Shape, order: [Int], dtype: DType = .float32, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    demand(
      order.sorted() == Array(shape.indices),
      "emptyPermuted: order \(order) for shape \(shape); each axis is needed once", file: file,
      line: line)
    var strides = shape
    let permuted = Shape(order.map { shape[$0] }).contiguousStrides
    for (place, axis) in order.enumerated() { strides[axis] = permuted[place] }
    return emptyStrided(
      shape, strides: strides, dtype: dtype, op: "emptyPermuted", file: file, line: line)
  }

  /// As ``empty(_:dtype:file:line:)`` of this tensor's dtype unless another is given. `torch.Tensor.new_empty`.
  public func newEmpty(
    _ shape: Shape, dtype: DType? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    .empty(shape, dtype: dtype ?? self.dtype, file: file, line: line)
  }

  /// As ``emptyStrided(_:strides:dtype:file:line:)`` of this tensor's dtype unless another is given. `torch.Tensor.new_empty_strided`.
  public func newEmptyStrided(
    _ shape: Shape, strides: Strides, dtype: DType? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    .emptyStrided(shape, strides: strides, dtype: dtype ?? self.dtype, file: file, line: line)
  }

  private static func emptyStrided(
    _ shape: Shape, strides: Strides, dtype: DType, op: StaticString, file: StaticString,
    line: UInt
  ) -> Tensor {
    demand(
      !shape.contains { $0 < 0 }, "\(op): a size of shape \(shape) is negative", file: file,
      line: line)
    demand(
      shape.count == strides.count && !strides.contains { $0 < 0 },
      "\(op): strides \(strides) for shape \(shape); one for each axis is needed, none negative",
      file: file, line: line)
    let last = zip(shape, strides).reduce(0) { $0 + Swift.max($1.0 - 1, 0) * $1.1 }
    let size = shape.contains(0) ? 0 : last + 1
    let memory =
      dtype == .bool
      ? Tensor.zeros([size], dtype: dtype) : Tensor(uninitialized: [size], dtype: dtype)
    return Tensor(viewOf: memory, shape: shape, strides: strides, offset: 0, keepsBase: false)
  }
}
