import Tapestry

/// Pictures side by side, row by row, a dark line between them: uint8 `[rows · (height + 2) + 2, columns · (width + 2) + 2]`.
///
/// - Parameter images: `[N, height, width]` of brightness from 0 to 1; values beyond are cut.
public func imageGrid(_ images: Tensor, columns: Int) -> Tensor {
  let (count, height, width) = (images.shape[0], images.shape[1], images.shape[2])
  let rows = (count + columns - 1) / columns
  let grid = Tensor.full([rows * (height + 2) + 2, columns * (width + 2) + 2], 0.25)
  for index in 0..<count {
    let (top, left) = (index / columns * (height + 2) + 2, index % columns * (width + 2) + 2)
    grid[top..<(top + height), left..<(left + width)] = images[index].clamped(min: 0, max: 1)
  }
  return (grid * 255).rounded().cast(to: .uint8)
}
