/// A matrix with the given ones along its diagonal and zeros elsewhere. `torch.block_diag`.
///
/// - Parameter tensors: matrices; scalars and vectors count as single rows. Dtypes are promoted. Without any, the result is of
///   shape `[1, 0]`.
public func blockDiag(
  _ tensors: [Tensor], file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  if tensors.isEmpty { return .zeros([1, 0]) }
  let blocks = tensors.map { tensor in
    demand(
      tensor.rank <= 2, "blockDiag: \(tensor.shape) has more than two axes", file: file, line: line)
    return tensor.atleast2d()
  }
  let dtype = blocks.dropFirst().reduce(blocks[0].dtype) { DType.promote($0, $1.dtype) }
  let derivative = BlockDiagDerivative(shapes: blocks.map(\.shape))
  let sum = { (axis: Int) in blocks.reduce(0) { $0 + $1.shape[axis] } }
  let result = Tensor.zeros([sum(0), sum(1)], dtype: dtype)
  noGrad {
    for (block, view) in zip(blocks, derivative.views(of: result)) { Copy.run(block, into: view) }
  }
  return result.recorded(blocks, derivative)
}

struct BlockDiagDerivative: Derivative {
  static let name = "blockDiag"
  let shapes: [Shape]

  func views(of tensor: Tensor) -> [Tensor] {
    var (row, column) = (0, 0)
    return shapes.map { shape in
      defer { (row, column) = (row + shape[0], column + shape[1]) }
      return tensor.sliced(axis: 0, start: row, size: shape[0], step: 1)
        .sliced(axis: 1, start: column, size: shape[1], step: 1)
    }
  }

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    for (index, view) in views(of: gradient).enumerated() { inputs.add(index, view) }
  }
}
