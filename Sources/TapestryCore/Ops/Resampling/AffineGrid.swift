/// The places that an affine map takes a regular grid to, as ``gridSample(_:grid:mode:padding:alignCorners:file:line:)`` takes them.
/// `torch.nn.functional.affine_grid`.
///
/// - Parameters:
///   - theta: `[batch, 2, 3]` for images, `[batch, 3, 4]` for volumes, of a floating-point dtype: each a matrix for x, y(, z) and a
///     last column that is added.
///   - size: of the images to be made: `[batch, channels, height, width]`, or with a depth before the height.
///   - alignCorners: as in `gridSample`.
/// - Returns: `[batch, height, width, 2]`, or `[batch, depth, height, width, 3]`.
public func affineGrid(
  _ theta: Tensor, size: Shape, alignCorners: Bool = false, file: StaticString = #fileID,
  line: UInt = #line
) -> Tensor {
  let spatial = size.count - 2
  demand(
    theta.dtype.isFloatingPoint, "affineGrid: needs a floating-point dtype, not \(theta.dtype)",
    file: file, line: line)
  demand(
    (spatial == 2 || spatial == 3) && theta.shape == [size[0], spatial, spatial + 1],
    "affineGrid: theta \(theta.shape) and size \(size): [batch, 2, 3] and [batch, channels, height, width] are needed, or [batch, 3, 4] and one axis more",
    file: file, line: line)
  demand(
    !size.contains { $0 <= 0 }, "affineGrid: size \(size) must be positive", file: file, line: line)
  let sizes = Array(size.dropFirst(2))
  let base = noGrad {
    // Coordinates begin with the last axis; a last 1 takes what theta adds.
    let coordinates = (0..<spatial).reversed().map { axis -> Tensor in
      var shape = Shape(repeating: 1, count: spatial)
      shape[axis] = sizes[axis]
      let line = evenPlaces(sizes[axis], alignCorners, theta.dtype).reshaped(to: shape)
      return line.expanded(to: Shape(sizes))
    }
    let ones = Tensor.ones(Shape(sizes), dtype: theta.dtype)
    return stack(coordinates + [ones], axis: -1)
      .reshaped(to: [sizes.reduce(1, *), spatial + 1])
  }
  return base.matmul(theta.transposed()).reshaped(to: Shape([size[0]] + sizes + [spatial]))
}

/// Evenly spaced places from −1 to 1, or half a step inside of both; of a single one 0.
private func evenPlaces(_ count: Int, _ alignCorners: Bool, _ dtype: DType) -> Tensor {
  if count == 1 { return .zeros([1], dtype: dtype) }
  let last = alignCorners ? 1 : Double(count - 1) / Double(count)
  let places = (0..<count).map { last * (2 * Double($0) / Double(count - 1) - 1) }
  return Tensor(elements: places, dtype: dtype)
}
