extension MaskedTensor {
  /// The sum of the elements that count up to each place along an axis. `torch.masked.cumsum`.
  ///
  /// - Parameter dtype: that of the values by default, of integers too.
  public func cumsum(
    axis: Int, dtype: DType? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    filled(with: 0).cumsum(axis: axis, dtype: dtype ?? values.dtype, file: file, line: line)
  }

  /// The product of the elements that count up to each place along an axis. `torch.masked.cumprod`.
  ///
  /// - Parameter dtype: that of the values by default, of integers too.
  public func cumprod(
    axis: Int, dtype: DType? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    filled(with: 1).cumprod(axis: axis, dtype: dtype ?? values.dtype, file: file, line: line)
  }
}
