/// Tensors one after another along the second axis, scalars and vectors along the first. `torch.hstack`.
public func hstack(
  _ tensors: [Tensor], file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let tensors = tensors.map { $0.atleast1d() }
  return joined(
    "hstack", tensors, axis: tensors.first?.rank == 1 ? 0 : 1, file: file, line: line)
}

/// Tensors one after another along the first axis, vectors as rows. `torch.vstack`, `torch.row_stack`.
public func vstack(
  _ tensors: [Tensor], file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  joined("vstack", tensors.map { $0.atleast2d() }, axis: 0, file: file, line: line)
}

/// Tensors one after another along the third axis, see ``Tensor/atleast3d()``. `torch.dstack`.
public func dstack(
  _ tensors: [Tensor], file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  joined("dstack", tensors.map { $0.atleast3d() }, axis: 2, file: file, line: line)
}

/// Tensors one after another along the second axis, scalars and vectors as columns. `torch.column_stack`.
public func columnStack(
  _ tensors: [Tensor], file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let columns = tensors.map { $0.rank < 2 ? $0.reshaped(to: [$0.count, 1]) : $0 }
  return joined("columnStack", columns, axis: 1, file: file, line: line)
}

private func joined(
  _ op: StaticString, _ tensors: [Tensor], axis: Int, file: StaticString, line: UInt
) -> Tensor {
  concatenated(op, tensors, axis: axis, file: file, line: line)
}
