/// Which axis the first of several coordinates runs along.
public enum GridIndexing: Sendable {
  /// Each along its own: the first down, the second across, as of a matrix.
  case ij
  /// The first two exchanged: the first across, the second down, as of a picture.
  case xy
}

/// The coordinates of all points of a grid: for each vector a tensor that repeats it along the others' axes. `torch.meshgrid`.
///
/// ```swift
/// let grid = meshgrid([.arange(2), .arange(3)])   // grid[0][i, j] == i, grid[1][i, j] == j
/// ```
///
/// - Parameter tensors: vectors, or scalars, which count as vectors of one element; of one dtype, at least one.
/// - Returns: views, all of one shape. Nothing is copied.
public func meshgrid(
  _ tensors: [Tensor], indexing: GridIndexing = .ij, file: StaticString = #fileID,
  line: UInt = #line
) -> [Tensor] {
  demand(!tensors.isEmpty, "meshgrid: no tensors", file: file, line: line)
  demand(
    tensors.allSatisfy { $0.rank <= 1 },
    "meshgrid: shapes \(tensors.map(\.shape)); vectors or scalars are needed", file: file,
    line: line)
  demand(
    Set(tensors.map(\.dtype)).count == 1, "meshgrid: dtypes \(tensors.map(\.dtype)) are not one",
    file: file, line: line)
  let isSwapped = indexing == .xy && tensors.count >= 2
  let axes = tensors.indices.map { isSwapped && $0 < 2 ? 1 - $0 : $0 }
  var shape = Shape(repeating: 1, count: tensors.count)
  for (tensor, axis) in zip(tensors, axes) { shape[axis] = tensor.count }
  return zip(tensors, axes).map { tensor, axis in
    var own = Shape(repeating: 1, count: tensors.count)
    own[axis] = tensor.count
    return tensor.reshaped(to: own).expanded(to: shape)
  }
}
