extension Tensor {
  /// The place along each axis of the elements of a shape that numbers in row-major order name. `torch.unravel_index`.
  ///
  /// - Parameter shape: each number is in `0..<` its product, or negative and counted from the end.
  /// - Returns: one int64 tensor of these numbers' shape an axis.
  public func unravelIndex(
    _ shape: Shape, file: StaticString = #fileID, line: UInt = #line
  ) -> [Tensor] {
    demand(
      dtype.isInteger, "unravelIndex: numbers of \(dtype); an integer dtype is needed", file: file,
      line: line)
    demand(
      !shape.contains { $0 < 0 }, "unravelIndex: a size of shape \(shape) is negative", file: file,
      line: line)
    let numbers = Tensor.places(self, below: shape.product, file: file, line: line) {
      "unravelIndex: \($0) is out of range for the \(shape.product) elements of shape \(shape)"
    }
    let places = Gather.unraveled(numbers, in: shape)
    return shape.indices.map { places.selected(axis: rank, index: $0).contiguous() }
  }
}
