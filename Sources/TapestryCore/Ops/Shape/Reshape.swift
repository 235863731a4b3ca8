extension Tensor {
  /// The same elements in another shape; a view where strides allow, else a copy. `torch.reshape`.
  ///
  /// - Parameter shape: as many elements as before; one size may be −1 and is worked out.
  public func reshaped(
    to shape: Shape, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let target = resolvedShape(shape, op: "reshaped", file: file, line: line)
    if target == self.shape { return self }
    guard let strides = stridesOfView(as: target) else {
      return clone().reshaped(to: target, file: file, line: line)
    }
    return Tensor(viewOf: self, shape: target, strides: strides, offset: offset)
      .recorded(self, ReshapeDerivative(shape: self.shape))
  }

  /// As ``reshaped(to:file:line:)``, in another tensor's shape. `torch.reshape_as`.
  public func reshaped(
    like other: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    reshaped(to: other.shape, file: file, line: line)
  }

  /// A view in another shape. `torch.Tensor.view`.
  ///
  /// - Parameter shape: as many elements as before; one size may be −1 and is worked out. That strides cannot show the elements in
  ///   this shape, as of a transposed matrix in one axis, is a mistake; ``reshaped(to:file:line:)`` copies them then.
  public func viewed(
    as shape: Shape, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let target = resolvedShape(shape, op: "viewed", file: file, line: line)
    demand(
      stridesOfView(as: target) != nil,
      "viewed: \(self.shape) with strides \(strides) cannot be seen as \(shape); use reshaped(to:)",
      file: file, line: line)
    return reshaped(to: target)
  }

  /// A view in another tensor's shape. `torch.Tensor.view_as`.
  public func viewed(
    like other: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    viewed(as: other.shape, file: file, line: line)
  }

  /// One axis as several; a view. `torch.unflatten`.
  ///
  /// - Parameter sizes: one at least; their product is the axis's size. One may be −1 and is worked out.
  public func unflattened(
    axis: Int, into sizes: Shape, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let resolved = resolvedAxis(axis, op: "unflattened", file: file, line: line)
    demand(rank > 0, "unflattened: a scalar has no axis", file: file, line: line)
    let known = sizes.reduce(1) { $1 == -1 ? $0 : $0 * $1 }
    let unknown = sizes.filter { $0 == -1 }.count
    let size = shape[resolved]
    let fits = unknown == 0 ? known == size : unknown == 1 && known > 0 && size % known == 0
    demand(
      fits && !sizes.isEmpty && !sizes.contains { $0 < -1 },
      "unflattened: axis \(axis) of shape \(shape) does not fit in \(sizes)", file: file,
      line: line)
    let resolvedSizes = sizes.map { $0 == -1 ? size / known : $0 }
    return reshaped(
      to: Shape(Array(shape[..<resolved]) + resolvedSizes + Array(shape[(resolved + 1)...])))
  }

  /// All elements along one axis; a view where strides allow, else a copy. `torch.ravel`.
  public func raveled() -> Tensor { reshaped(to: [count]) }

  /// The axes from one to another, both included, as a single one. `torch.flatten`.
  public func flattened(
    from start: Int = 0, to end: Int = -1, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    if rank == 0 { return reshaped(to: [1]) }
    let first = resolvedAxis(start, op: "flattened", file: file, line: line)
    let last = resolvedAxis(end, op: "flattened", file: file, line: line)
    demand(
      first <= last, "flattened: axis \(start) comes after axis \(end) in \(shape)", file: file,
      line: line)
    var target = Shape(shape[..<first])
    target.append(shape[first...last].reduce(1, *))
    for size in shape[(last + 1)...] { target.append(size) }
    return reshaped(to: target)
  }

  private func resolvedShape(
    _ wanted: Shape, op: StaticString, file: StaticString, line: UInt
  ) -> Shape {
    var result = wanted
    let unknown = wanted.firstIndex(of: -1)
    let known = wanted.reduce(1) { $1 == -1 ? $0 : $0 * $1 }
    let isValid =
      !wanted.contains { $0 < -1 } && wanted.filter { $0 == -1 }.count < 2
      && (unknown == nil ? known == count : known > 0 && count % known == 0)
    demand(
      isValid, "\(op): \(shape) with \(count) elements does not fit in \(wanted)", file: file,
      line: line)
    if let unknown { result[unknown] = count / known }
    return result
  }

  /// The strides that show these elements in another shape, or nil where no strides do.
  private func stridesOfView(as target: Shape) -> Strides? {
    if isContiguous || count == 0 { return target.contiguousStrides }
    var result = target.contiguousStrides
    var targetAxis = target.count - 1
    var axis = rank - 1
    while axis >= 0 {
      // Axes that are stepped through as one may be divided anew.
      var size = shape[axis]
      let step = strides[axis]
      while axis > 0 && (shape[axis - 1] == 1 || strides[axis - 1] == step * size) {
        axis -= 1
        size *= shape[axis]
      }
      axis -= 1
      var covered = 1
      while targetAxis >= 0 && (covered < size || target[targetAxis] == 1) {
        result[targetAxis] = step * covered
        covered *= target[targetAxis]
        targetAxis -= 1
      }
      if covered != size { return nil }
    }
    return result
  }
}

struct ReshapeDerivative: Derivative {
  static let name = "reshaped"
  let shape: Shape

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, gradient.reshaped(to: shape))
  }
}
