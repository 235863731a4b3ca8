extension Tensor {
  /// A tensor whose elements are all `value`. `torch.full`.
  ///
  /// - Parameters:
  ///   - value: of integer dtypes one that they hold; its fraction is cut off.
  ///   - dtype: the value's kind by default: float32 for fractions, else int64 or bool.
  public static func full<Value: TensorElement>(
    _ shape: Shape, _ value: Value, dtype: DType? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    demand(
      !shape.contains { $0 < 0 }, "full: a size of shape \(shape) is negative", file: file,
      line: line)
    let dtype = dtype ?? (Value.dtype == .float64 ? .float32 : Value.dtype)
    demand(dtype.holds(value), "full: \(value) does not fit in \(dtype)", file: file, line: line)
    let result = Tensor(uninitialized: shape, dtype: dtype)
    Copy.fill(result, with: Tensor(scalar: value, dtype: dtype))
    return result.untaped("full")
  }

  /// `torch.zeros`.
  public static func zeros(
    _ shape: Shape, dtype: DType = .float32, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    full(shape, 0, dtype: dtype, file: file, line: line)
  }

  /// `torch.ones`.
  public static func ones(
    _ shape: Shape, dtype: DType = .float32, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    full(shape, 1, dtype: dtype, file: file, line: line)
  }

  /// Zeros of another tensor's shape and dtype. `torch.zeros_like`.
  public static func zeros(like other: Tensor) -> Tensor { zeros(other.shape, dtype: other.dtype) }

  /// Ones of another tensor's shape and dtype. `torch.ones_like`.
  public static func ones(like other: Tensor) -> Tensor { ones(other.shape, dtype: other.dtype) }

  /// One value in another tensor's shape and dtype. `torch.full_like`.
  public static func full(
    like other: Tensor, _ value: some TensorElement, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    full(other.shape, value, dtype: other.dtype, file: file, line: line)
  }

  /// One value in this tensor's dtype unless another is given. `torch.Tensor.new_full`.
  public func newFull(
    _ shape: Shape, _ value: some TensorElement, dtype: DType? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    .full(shape, value, dtype: dtype ?? self.dtype, file: file, line: line)
  }

  /// Zeros of this tensor's dtype unless another is given. `torch.Tensor.new_zeros`.
  public func newZeros(
    _ shape: Shape, dtype: DType? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    newFull(shape, 0, dtype: dtype, file: file, line: line)
  }

  /// Ones of this tensor's dtype unless another is given. `torch.Tensor.new_ones`.
  public func newOnes(
    _ shape: Shape, dtype: DType? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    newFull(shape, 1, dtype: dtype, file: file, line: line)
  }
}
