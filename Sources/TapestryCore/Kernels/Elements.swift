import CKernels

extension Tensor {
  /// A scalar tensor of one value, cast to `dtype`.
  @inline(__always)
  package convenience init<Value: TensorElement>(scalar value: Value, dtype: DType) {
    self.init(uninitialized: Shape(), dtype: dtype)
    if Value.self == Float.self && dtype == .float32 {
      address.storeBytes(of: value as! Float, as: Float.self)
      return
    }
    withUnsafePointer(to: value) { pointer in
      tk_cast(Value.dtype.kernel, dtype.kernel)(address, 1, pointer, 1, 1)
    }
  }

  /// A contiguous tensor of the given elements, in row-major order.
  package convenience init<Value: TensorElement>(elements: [Value], shape: Shape, dtype: DType) {
    self.init(uninitialized: shape, dtype: dtype)
    precondition(elements.count == count)
    elements.withUnsafeBufferPointer { buffer in
      guard let source = buffer.baseAddress else { return }
      tk_cast(Value.dtype.kernel, dtype.kernel)(address, 1, source, 1, count)
    }
    _ = untaped("tensor")
  }

  /// All elements in row-major order, cast to a Swift type as ``cast(to:)`` does.
  ///
  /// - Complexity: O(count).
  public func array<Value: TensorElement>(as type: Value.Type) -> [Value] {
    let source = contiguous()
    return Array(unsafeUninitializedCapacity: count) { buffer, initialized in
      if let target = buffer.baseAddress {
        tk_cast(dtype.kernel, Value.dtype.kernel)(target, 1, source.address, 1, count)
      }
      initialized = count
    }
  }

  /// The element at an offset in memory counted from the first.
  func element<Value: TensorElement>(at position: Int, as type: Value.Type) -> Value {
    withUnsafeTemporaryAllocation(of: Value.self, capacity: 1) { buffer in
      tk_cast(dtype.kernel, Value.dtype.kernel)(
        buffer.baseAddress!, 1, address + position * dtype.itemSize, 1, 1)
      return buffer[0]
    }
  }

  /// Calls `body` with the bytes of the elements, in row-major order and the machine's byte order.
  package func withBytes<Result, Failure>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let source = contiguous()
    return try body(UnsafeRawBufferPointer(start: source.address, count: count * dtype.itemSize))
  }

  /// A tensor whose elements `initialize` writes as bytes, in row-major order and the machine's byte order.
  package convenience init<Failure>(
    shape: Shape, dtype: DType,
    initialize: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    self.init(uninitialized: shape, dtype: dtype)
    try initialize(UnsafeMutableRawBufferPointer(start: address, count: count * dtype.itemSize))
  }
}
