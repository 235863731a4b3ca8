/// The distances of each vector of a set from each after it: the p-norm of their differences.
///
/// - Parameters:
///   - x: `[n, size]`, of a floating-point dtype.
///   - p: at least 0, as for ``cdist(_:_:p:file:line:)``.
/// - Returns: `[n (n - 1) / 2]`: those of the first vector, then those of the second, and so on.
///
/// `torch.nn.functional.pdist`.
public func pdist(
  _ x: Tensor, p: Double = 2, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  demand(x.rank == 2, "pdist: vectors \(x.shape) must be [n, size]", file: file, line: line)
  demandFloatingPoint("pdist", x, file: file, line: line)
  demand(p >= 0, "pdist: p of \(p) is negative", file: file, line: line)
  if x.dtype.computeType != x.dtype { return x.computed { pdist($0, p: p) } }
  let n = x.shape[0]
  let result = Tensor(uninitialized: [n * Swift.max(n - 1, 0) / 2], dtype: x.dtype)
  noGrad { Distances.pairs(x.contiguous(), p: p, into: result) }
  return result.recorded(
    x, PDistDerivative(input: SavedTensor(x), output: SavedTensor(output: result), p: p))
}

struct PDistDerivative: Derivative {
  static let name = "pdist"
  let input, output: SavedTensor
  let p: Double

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let (x, distances) = (input.value, output.value)
    let n = x.shape[0]
    if isRecording {
      // The same by tensor operations: of each pair, the numbers of its vectors.
      let firsts = (0..<n).flatMap { Array(repeating: $0, count: n - 1 - $0) }
      let seconds = (0..<n).flatMap { Array(($0 + 1)..<Swift.max(n, $0 + 1)) }
      let (i, j) = (Tensor(firsts), Tensor(seconds))
      let difference = x.indexed(axis: 0, i) - x.indexed(axis: 0, j)
      let share = Tensor.distanceShare(
        of: gradient.unsqueezed(-1), difference,
        distance: distances.unsqueezed(-1).expanded(to: difference.shape), p: p)
      let zeros = Tensor.zeros(like: x)
      inputs.add(0, zeros.indexAdded(axis: 0, i, share).indexAdded(axis: 0, j, -share))
      return
    }
    inputs.add(
      0,
      Distances.backward(
        x.contiguous(), x.contiguous(), gradient: Distances.square(of: gradient.contiguous(), n),
        distances: Distances.square(of: distances.contiguous(), n), isTransposed: false, p: p))
  }
}
