extension Tensor {
  /// A copy with this tensor laid out several times along each axis. `torch.Tensor.repeat`.
  ///
  /// - Parameter counts: how often along each axis, at least one an axis; more add axes in front.
  public func repeated(
    _ counts: [Int], file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(
      counts.count >= rank && !counts.contains { $0 < 0 },
      "repeated: counts \(counts) for shape \(shape); one an axis, not negative, is needed",
      file: file, line: line)
    var target = Shape(counts.dropLast(rank).map { _ in 1 } + Array(shape))
    var result = reshaped(to: target)
    // Up to three axes in one pass: with what lies between them they are as many as a shape may have.
    var repeated = target.indices.filter { counts[$0] != 1 }
    while !repeated.isEmpty {
      let axes = repeated.suffix(3)
      repeated.removeLast(axes.count)
      var (from, to, start) = ([Int](), [Int](), 0)
      for axis in axes {
        let between = target[start..<axis].reduce(1, *)
        from += [between, 1]
        to += [between, counts[axis]]
        start = axis
      }
      let inner = target[start...].reduce(1, *)
      for axis in axes { target[axis] *= counts[axis] }
      result = result.reshaped(to: Shape(from + [inner])).expanded(to: Shape(to + [inner]))
        .reshaped(to: target)
    }
    return result.storage.isSame(as: storage) ? result.clone() : result
  }

  /// As ``repeated(_:file:line:)`` where fewer counts than axes are for the last ones. `torch.tile`.
  public func tiled(
    _ counts: [Int], file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(
      !counts.contains { $0 < 0 }, "tiled: counts \(counts); none may be negative", file: file,
      line: line)
    let missing = Swift.max(rank - counts.count, 0)
    return repeated(Array(repeating: 1, count: missing) + counts, file: file, line: line)
  }

  /// A copy in which each place of an axis stands several times, one beside the other. `torch.repeat_interleave`.
  ///
  /// - Parameters:
  ///   - count: how often.
  ///   - axis: nil takes the elements of the flattened tensor.
  public func repeatInterleaved(
    _ count: Int, axis: Int? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(
      count >= 0, "repeatInterleaved: a count of \(count)", file: file, line: line)
    guard let axis, rank > 0 else {
      let flat = reshaped(to: [self.count])
      return axis != nil && rank == 0
        ? flat.repeatInterleaved(
          count, axis: resolvedAxis(axis!, op: "repeatInterleaved", file: file, line: line))
        : flat.repeatInterleaved(count, axis: 0)
    }
    let resolved = resolvedAxis(axis, op: "repeatInterleaved", file: file, line: line)
    var target = shape
    target[resolved] *= count
    let outer = shape[...resolved].reduce(1, *)
    let inner = shape[(resolved + 1)...].reduce(1, *)
    let result = reshaped(to: [outer, 1, inner]).expanded(to: [outer, count, inner])
      .reshaped(to: target)
    return result.storage.isSame(as: storage) ? result.clone() : result
  }

  /// As above with a count for each place. `torch.repeat_interleave`.
  ///
  /// - Parameter counts: one for each place of the axis, or a single one.
  public func repeatInterleaved(
    _ counts: [Int], axis: Int? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    guard let axis, rank > 0 else {
      return reshaped(to: [count]).repeatInterleaved(counts, axis: 0, file: file, line: line)
    }
    let resolved = resolvedAxis(axis, op: "repeatInterleaved", file: file, line: line)
    demand(
      (counts.count == shape[resolved] || counts.count == 1) && !counts.contains { $0 < 0 },
      "repeatInterleaved: counts \(counts) for axis \(axis) of shape \(shape); one a place, not negative, is needed",
      file: file, line: line)
    if counts.count == 1 { return repeatInterleaved(counts[0], axis: axis) }
    let places = counts.indices.flatMap { Array(repeating: $0, count: counts[$0]) }
    return indexed(
      axis: resolved, Tensor(elements: places, shape: [places.count], dtype: .int64))
  }
}
