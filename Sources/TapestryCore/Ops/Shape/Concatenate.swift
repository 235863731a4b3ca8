/// Tensors one after another along an axis that they have. `torch.cat`, `torch.concat`.
///
/// - Parameter tensors: at least one; equal shapes but along `axis`. Dtypes are promoted. One of shape `[0]` fits everywhere.
public func concatenate(
  _ tensors: [Tensor], axis: Int = 0, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  concatenated("concatenate", tensors, axis: axis, file: file, line: line)
}

/// As ``concatenate(_:axis:file:line:)``, for operations that are made of it.
func concatenated(
  _ op: StaticString, _ tensors: [Tensor], axis: Int, file: StaticString, line: UInt
) -> Tensor {
  guard let any = tensors.first else { mistake("\(op): no tensors", file: file, line: line) }
  // PyTorch skips these for the sake of programs that start with nothing and append; so do we.
  let isSkipped = tensors.map { $0.shape == [0] }
  let first = zip(tensors, isSkipped).first { !$1 }?.0 ?? any
  demand(
    !tensors.contains { $0.rank == 0 }, "\(op): scalars have no axis; use stack", file: file,
    line: line)
  let axis = first.resolvedAxis(axis, op: op, file: file, line: line)
  var shape = first.shape
  shape[axis] = 0
  for (tensor, isSkipped) in zip(tensors, isSkipped) where !isSkipped {
    var expected = shape
    if tensor.rank == first.rank { expected[axis] = tensor.shape[axis] }
    demand(
      tensor.shape == expected,
      "\(op): shapes \(tensors.map(\.shape)) differ beside axis \(axis)", file: file,
      line: line)
    shape[axis] += tensor.shape[axis]
  }
  let dtype = tensors.dropFirst().reduce(any.dtype) { DType.promote($0, $1.dtype) }
  let result = Tensor(uninitialized: shape, dtype: dtype)
  let sizes = zip(tensors, isSkipped).map { $1 ? nil : $0.shape[axis] }
  var start = 0
  noGrad {
    for (tensor, size) in zip(tensors, sizes) {
      guard let size else { continue }
      Copy.run(tensor, into: result.sliced(axis: axis, start: start, size: size, step: 1))
      start += size
    }
  }
  return result.recorded(tensors, ConcatenateDerivative(axis: axis, sizes: sizes))
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
  /// nil for tensors that were skipped.
  let sizes: [Int?]

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    var start = 0
    for (index, size) in sizes.enumerated() {
      guard let size else {
        inputs.add(index, .zeros([0], dtype: gradient.dtype))
        continue
      }
      inputs.add(index, gradient.sliced(axis: axis, start: start, size: size, step: 1))
      start += size
    }
  }
}
