extension Tensor {
  /// Along one axis, the elements at the given places, such as `argsort` finds. `torch.take_along_dim`.
  ///
  /// - Parameters:
  ///   - indices: of an integer dtype and this tensor's rank; beside `axis` the two broadcast. Negative ones count from the end.
  ///   - axis: nil takes both as flattened.
  public func takeAlong(
    _ indices: Tensor, axis: Int? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    guard let axis else {
      return reshaped(to: [count]).takeAlong(
        indices.reshaped(to: [indices.count]), axis: 0, file: file, line: line)
    }
    let resolved = resolvedAxis(axis, op: "takeAlong", file: file, line: line)
    var (source, target) = (shape, indices.shape)
    demand(
      source.count == target.count, "takeAlong: indices of shape \(target) for \(source)",
      file: file, line: line)
    if rank > 0 { (source[resolved], target[resolved]) = (1, 1) }
    guard var common = Shape.broadcast(source, target) else {
      mistake(
        "takeAlong: indices of shape \(indices.shape) and \(shape) do not broadcast beside axis \(axis)",
        file: file, line: line)
    }
    target = common
    if rank > 0 {
      (common[resolved], target[resolved]) = (shape[resolved], indices.shape[resolved])
    }
    let stretched = expanded(to: common)
    let places = stretched.checkedPlaces(
      "takeAlong", axis: resolved, noGrad { indices.expanded(to: target) }, takesNegative: true,
      file: file, line: line)
    return stretched.gathered(axis: resolved, places: places)
  }
}
