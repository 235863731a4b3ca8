extension Tensor {
  /// The axis that a possibly negative number names: −1 is the last.
  @inline(__always)
  func resolvedAxis(_ axis: Int, op: StaticString, file: StaticString, line: UInt) -> Int {
    // A scalar takes axes 0 and −1, as in PyTorch.
    let count = Swift.max(rank, 1)
    let resolved = axis < 0 ? axis + count : axis
    if resolved >= 0 && resolved < count { return resolved }
    mistake(
      "\(op): axis \(axis) is out of range for shape \(shape), which takes \(-count)…\(count - 1)",
      file: file, line: line)
  }

  /// The axes that a list names, as flags per axis; a repeated axis is a mistake, an empty list or nil names all.
  func resolvedAxes(_ axes: [Int]?, op: StaticString, file: StaticString, line: UInt) -> [Bool] {
    guard let axes, !axes.isEmpty else { return Array(repeating: true, count: rank) }
    var chosen = Array(repeating: false, count: rank)
    for axis in axes {
      let resolved = resolvedAxis(axis, op: op, file: file, line: line)
      if rank == 0 { continue }
      demand(
        !chosen[resolved], "\(op): axis \(axis) appears twice in \(axes)", file: file, line: line)
      chosen[resolved] = true
    }
    return chosen
  }
}
