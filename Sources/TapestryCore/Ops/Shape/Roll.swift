extension Tensor {
  /// A copy whose elements are moved along some axes; what leaves at one end comes in at the other. `torch.roll`.
  ///
  /// - Parameters:
  ///   - shifts: by how many places, towards higher ones.
  ///   - axes: one for each shift; an axis may repeat.
  public func rolled(
    _ shifts: [Int], axes: [Int], file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(
      shifts.count == axes.count, "rolled: \(shifts.count) shifts along \(axes.count) axes",
      file: file, line: line)
    var result = self
    for (shift, axis) in zip(shifts, axes) {
      let axis = resolvedAxis(axis, op: "rolled", file: file, line: line)
      if rank > 0 { result = result.rolled(by: shift, axis: axis) }
    }
    return result === self ? clone() : result
  }

  /// As above, along one axis, or in row-major order of all elements. `torch.roll`.
  public func rolled(
    _ shift: Int, axis: Int? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    if let axis { return rolled([shift], axes: [axis], file: file, line: line) }
    let result = reshaped(to: [count]).rolled(by: shift, axis: 0)
    return count == 0 ? clone() : result.reshaped(to: shape)
  }

  private func rolled(by shift: Int, axis: Int) -> Tensor {
    let size = shape[axis]
    if size == 0 { return self }
    let start = ((size - shift % size) % size)
    return concatenate(
      [
        sliced(axis: axis, start: start, size: size - start, step: 1),
        sliced(axis: axis, start: 0, size: start, step: 1),
      ], axis: axis)
  }
}
