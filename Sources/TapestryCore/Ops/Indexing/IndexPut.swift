extension Tensor {
  /// A copy with `values` at the places that tensors name for the first axes together. `torch.index_put`.
  ///
  /// - Parameters:
  ///   - indices: one a axis: of an integer dtype, or of bool for as many axes as it has; they broadcast, as in a subscript.
  ///   - values: of this dtype; broadcasts to what is selected.
  ///   - accumulate: whether they are added to what is there, and to each other where places repeat, instead of replacing it.
  public func indexPut(
    _ indices: [Tensor], _ values: Tensor, accumulate: Bool = false,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(
      values.dtype == dtype, "indexPut: values of \(values.dtype) into \(dtype)", file: file,
      line: line)
    let selection = Selection(indices, of: self)
    guard accumulate, let places = selection.places else {
      let result = clone()
      result.write(values, to: selection)
      return result
    }
    demand(
      Shape.broadcast(values.shape, places.resultShape) == places.resultShape,
      "indexPut: values of shape \(values.shape) do not stretch to the selected \(places.resultShape)",
      file: file, line: line)
    return reshaped(to: places.source).added(values.expanded(to: places.resultShape), at: places)
      .reshaped(to: shape)
  }
}
