extension Tensor {
  /// Along one axis, the elements at the given places. `torch.gather`.
  ///
  /// - Parameters:
  ///   - axis: may be negative.
  ///   - indices: of an integer dtype and of this tensor's rank, beside `axis` nowhere larger; each in `0..<shape[axis]`.
  /// - Returns: the shape of `indices`.
  public func gathered(
    axis: Int, indices: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let resolved = resolvedAxis(axis, op: "gathered", file: file, line: line)
    let places = checkedPlaces("gathered", axis: resolved, indices, file: file, line: line)
    return gathered(axis: resolved, places: places)
  }
}
