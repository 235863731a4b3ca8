/// Tensors one after another along an axis that they have. `torch.cat`.
///
/// - Parameter tensors: at least one; equal shapes but along `axis`. Dtypes are promoted.
public func concatenate(
  _ tensors: [Tensor], axis: Int = 0, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  guard let first = tensors.first else {
    mistake("concatenate: no tensors", file: file, line: line)
  }
  demand(first.rank > 0, "concatenate: scalars have no axis; use stack", file: file, line: line)
  let axis = first.resolvedAxis(axis, op: "concatenate", file: file, line: line)
  var shape = first.shape
  shape[axis] = 0
  for tensor in tensors {
    var expected = shape
    if tensor.rank == first.rank { expected[axis] = tensor.shape[axis] }
    demand(
      tensor.shape == expected,
      "concatenate: shapes \(tensors.map(\.shape)) differ beside axis \(axis)", file: file,
      line: line)
    shape[axis] += tensor.shape[axis]
  }
  let dtype = tensors.dropFirst().reduce(first.dtype) { DType.promote($0, $1.dtype) }
  let result = Tensor(uninitialized: shape, dtype: dtype)
  var start = 0
  noGrad {
    for tensor in tensors {
      let size = tensor.shape[axis]
      Copy.run(tensor, into: result.sliced(axis: axis, start: start, size: size, step: 1))
      start += size
    }
  }
  return result.recorded(
    tensors, ConcatenateDerivative(axis: axis, sizes: tensors.map { $0.shape[axis] }))
}

/// Tensors of one shape along a new axis. `torch.stack`.
public func stack(
  _ tensors: [Tensor], axis: Int = 0, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  guard let first = tensors.first else { mistake("stack: no tensors", file: file, line: line) }
  demand(
    tensors.allSatisfy { $0.shape == first.shape },
    "stack: shapes \(tensors.map(\.shape)) are not equal", file: file, line: line)
  let rank = first.rank + 1
  demand(
    (-rank..<rank).contains(axis),
    "stack: axis \(axis) is out of range for shape \(first.shape), which takes \(-rank)…\(rank - 1)",
    file: file, line: line)
  return concatenate(
    tensors.map { $0.unsqueezed(axis) }, axis: axis, file: file, line: line)
}

struct ConcatenateDerivative: Derivative {
  static let name = "concatenate"
  let axis: Int
  let sizes: [Int]

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    var start = 0
    for (index, size) in sizes.enumerated() {
      inputs.add(index, gradient.sliced(axis: axis, start: start, size: size, step: 1))
      start += size
    }
  }
}
