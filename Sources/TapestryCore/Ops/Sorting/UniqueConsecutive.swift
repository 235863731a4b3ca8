extension Tensor {
  /// The elements without those that equal the one before, or so the slices along an axis. `torch.unique_consecutive`.
  ///
  /// - Parameter axis: nil looks at all elements in row-major order and gives one axis.
  public func uniqueConsecutive(
    axis: Int? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    axis == nil
      ? distinctElements(isSorted: false)
      : distinct("uniqueConsecutive", axis: axis, isSorted: false, file: file, line: line).values
  }

  /// As ``uniqueConsecutive(axis:file:line:)``, with the place of each element's value among the values, and how many
  /// elements each stands for: int64.
  public func uniqueConsecutiveAll(
    axis: Int? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> (values: Tensor, inverse: Tensor, counts: Tensor) {
    distinct("uniqueConsecutiveAll", axis: axis, isSorted: false, file: file, line: line)
  }
}
