extension Tensor {
  /// Views of up to `size` places of one axis each, which together cover it. `torch.split`.
  public func split(
    size: Int, axis: Int = 0, file: StaticString = #fileID, line: UInt = #line
  ) -> [Tensor] {
    let resolved = axisToSplit("split", axis, file: file, line: line)
    let isValid = size > 0 || (size == 0 && shape[resolved] == 0)
    demand(
      isValid, "split: \(shape) along axis \(axis) into pieces of \(size)", file: file, line: line)
    let starts = Swift.stride(from: 0, to: Swift.max(shape[resolved], 1), by: Swift.max(size, 1))
    return starts.map {
      sliced(axis: resolved, start: $0, size: Swift.min(size, shape[resolved] - $0), step: 1)
    }
  }

  /// Views of the given numbers of places of one axis, which together cover it. `torch.split`, `torch.split_with_sizes`.
  public func split(
    sizes: [Int], axis: Int = 0, file: StaticString = #fileID, line: UInt = #line
  ) -> [Tensor] {
    let resolved = axisToSplit("split", axis, file: file, line: line)
    demand(
      sizes.reduce(0, +) == shape[resolved] && !sizes.contains { $0 < 0 },
      "split: sizes \(sizes) do not add up to axis \(axis) of shape \(shape)", file: file,
      line: line)
    var start = 0
    return sizes.map { size in
      defer { start += size }
      return sliced(axis: resolved, start: start, size: size, step: 1)
    }
  }

  /// Up to `count` views of equally many places of one axis, the last of which may be shorter. `torch.chunk`.
  public func chunk(
    _ count: Int, axis: Int = 0, file: StaticString = #fileID, line: UInt = #line
  ) -> [Tensor] {
    let resolved = axisToSplit("chunk", axis, file: file, line: line)
    demand(count > 0, "chunk: \(count) pieces; at least 1 is needed", file: file, line: line)
    let size = (shape[resolved] + count - 1) / count
    if size == 0 { return split(sizes: Array(repeating: 0, count: count), axis: resolved) }
    return split(size: size, axis: resolved)
  }

  /// `sections` views of one axis whose sizes differ by one at most, larger ones first. `torch.tensor_split`.
  public func tensorSplit(
    sections: Int, axis: Int = 0, file: StaticString = #fileID, line: UInt = #line
  ) -> [Tensor] {
    let resolved = axisToSplit("tensorSplit", axis, file: file, line: line)
    demand(
      sections > 0, "tensorSplit: \(sections) sections; at least 1 is needed", file: file,
      line: line)
    let (size, larger) = shape[resolved].quotientAndRemainder(dividingBy: sections)
    return split(sizes: (0..<sections).map { size + ($0 < larger ? 1 : 0) }, axis: resolved)
  }

  /// Views of one axis that begin and end at the given places. `torch.tensor_split`.
  ///
  /// - Parameter places: as in a range: negative ones count from the end, and all are cut to what there is. Where one is not behind
  ///   the one before it, the view between is empty.
  public func tensorSplit(
    at places: [Int], axis: Int = 0, file: StaticString = #fileID, line: UInt = #line
  ) -> [Tensor] {
    let resolved = axisToSplit("tensorSplit", axis, file: file, line: line)
    var start = 0
    return (places + [shape[resolved]]).enumerated().map { number, end in
      defer { start = end }
      return sliced(axis: resolved, from: start, to: number == places.count ? nil : end)
    }
  }

  /// As ``tensorSplit(sections:axis:file:line:)`` of columns, along the second axis, or of a vector; sizes are equal. `torch.hsplit`.
  public func hsplit(
    sections: Int, file: StaticString = #fileID, line: UInt = #line
  ) -> [Tensor] {
    splitEvenly("hsplit", sections, axis: rank == 1 ? 0 : 1, leastRank: 1, file: file, line: line)
  }

  public func hsplit(at places: [Int], file: StaticString = #fileID, line: UInt = #line)
    -> [Tensor]
  {
    splitAt("hsplit", places, axis: rank == 1 ? 0 : 1, leastRank: 1, file: file, line: line)
  }

  /// As ``tensorSplit(sections:axis:file:line:)`` of rows, along the first axis; sizes are equal. `torch.vsplit`.
  public func vsplit(
    sections: Int, file: StaticString = #fileID, line: UInt = #line
  ) -> [Tensor] {
    splitEvenly("vsplit", sections, axis: 0, leastRank: 2, file: file, line: line)
  }

  public func vsplit(at places: [Int], file: StaticString = #fileID, line: UInt = #line)
    -> [Tensor]
  {
    splitAt("vsplit", places, axis: 0, leastRank: 2, file: file, line: line)
  }

  /// As ``tensorSplit(sections:axis:file:line:)`` along the third axis; sizes are equal. `torch.dsplit`.
  public func dsplit(
    sections: Int, file: StaticString = #fileID, line: UInt = #line
  ) -> [Tensor] {
    splitEvenly("dsplit", sections, axis: 2, leastRank: 3, file: file, line: line)
  }

  public func dsplit(at places: [Int], file: StaticString = #fileID, line: UInt = #line)
    -> [Tensor]
  {
    splitAt("dsplit", places, axis: 2, leastRank: 3, file: file, line: line)
  }

  /// A view at each place of an axis, which goes away. `torch.unbind`.
  public func unbind(
    axis: Int = 0, file: StaticString = #fileID, line: UInt = #line
  ) -> [Tensor] {
    let resolved = axisToSplit("unbind", axis, file: file, line: line)
    return (0..<shape[resolved]).map { selected(axis: resolved, index: $0) }
  }

  private func axisToSplit(
    _ op: StaticString, _ axis: Int, file: StaticString, line: UInt
  ) -> Int {
    let resolved = resolvedAxis(axis, op: op, file: file, line: line)
    demand(rank > 0, "\(op): a scalar has no axis", file: file, line: line)
    return resolved
  }

  private func splitEvenly(
    _ op: StaticString, _ sections: Int, axis: Int, leastRank: Int, file: StaticString, line: UInt
  ) -> [Tensor] {
    checkRank(op, leastRank, file: file, line: line)
    demand(
      sections > 0 && shape[axis] % sections == 0,
      "\(op): axis \(axis) of shape \(shape) does not divide into \(sections) equal sections",
      file: file, line: line)
    return tensorSplit(sections: sections, axis: axis)
  }

  private func splitAt(
    _ op: StaticString, _ places: [Int], axis: Int, leastRank: Int, file: StaticString, line: UInt
  ) -> [Tensor] {
    checkRank(op, leastRank, file: file, line: line)
    return tensorSplit(at: places, axis: axis)
  }

  private func checkRank(_ op: StaticString, _ least: Int, file: StaticString, line: UInt) {
    demand(
      rank >= least, "\(op): shape \(shape) has fewer axes than \(least)", file: file, line: line)
  }
}
