/// The distances of each vector of one set from each of another: the p-norm of their differences.
///
/// - Parameters:
///   - first: `[…, n, size]`, of a floating-point dtype.
///   - second: `[…, m, size]`, of the same dtype; leading axes broadcast.
///   - p: at least 0; 0 counts the elements that differ, infinity is the largest difference.
/// - Returns: `[…, n, m]`. Its derivative is 0 where a distance is, and whole for each of equal largest differences.
/// - Complexity: n · m · size in time, n · m in memory.
///
/// Distances are summed up from the differences, for every p and size: PyTorch's way to Euclidean distances of more than 25 vectors,
/// by products of matrices, loses digits where vectors lie close together. `torch.cdist`.
public func cdist(
  _ first: Tensor, _ second: Tensor, p: Double = 2, file: StaticString = #fileID,
  line: UInt = #line
) -> Tensor {
  demand(
    first.rank >= 2 && second.rank >= 2
      && first.shape[first.rank - 1] == second.shape[second.rank - 1],
    "cdist: vectors \(first.shape) and \(second.shape): […, n, size] and […, m, size] are needed",
    file: file, line: line)
  demand(
    first.dtype == second.dtype && first.dtype.isFloatingPoint,
    "cdist: vectors of \(first.dtype) and \(second.dtype) must be of one floating-point dtype",
    file: file, line: line)
  demand(p >= 0, "cdist: p of \(p) is negative", file: file, line: line)
  if first.dtype.computeType != first.dtype {
    return first.computed(with: second) { cdist($0, $1[0]!, p: p, file: file, line: line) }
  }
  let batches = Shape.broadcast(Shape(first.shape.dropLast(2)), Shape(second.shape.dropLast(2)))
  guard let batches else {
    mistake(
      "cdist: leading axes of \(first.shape) and \(second.shape) do not broadcast", file: file,
      line: line)
  }
  let a = first.expanded(to: Shape(batches + first.shape.suffix(2)))
  let b = second.expanded(to: Shape(batches + second.shape.suffix(2)))
  let shape = Shape(batches + [a.shape[a.rank - 2], b.shape[b.rank - 2]])
  let result = Tensor(uninitialized: shape, dtype: a.dtype)
  noGrad { Distances.forward(a.contiguous(), b.contiguous(), p: p, into: result) }
  return result.recorded(
    a, b,
    CDistDerivative(
      first: SavedTensor(a), second: SavedTensor(b), output: SavedTensor(output: result), p: p))
}

struct CDistDerivative: Derivative {
  static let name = "cdist"
  let first, second, output: SavedTensor
  let p: Double

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let (a, b, distances) = (first.value, second.value, output.value)
    if isRecording {
      // The same by tensor operations.
      let difference = a.unsqueezed(-2) - b.unsqueezed(-3)
      let norm = distances.unsqueezed(-1).expanded(to: difference.shape)
      let share = Tensor.distanceShare(
        of: gradient.unsqueezed(-1), difference, distance: norm, p: p)
      inputs.add(0, share.sum(axis: -2))
      inputs.add(1, -share.sum(axis: -3))
      return
    }
    let (x, y, g, d) = (
      a.contiguous(), b.contiguous(), gradient.contiguous(), distances.contiguous()
    )
    inputs.add(0, Distances.backward(x, y, gradient: g, distances: d, isTransposed: false, p: p))
    inputs.add(1, Distances.backward(y, x, gradient: g, distances: d, isTransposed: true, p: p))
  }
}
