/// How `jacobian` is computed. The results are the same but for rounding.
public enum JacobianMode: Sendable {
  /// By backward passes, one for each element of the result.
  case reverse
  /// By derivatives forward (see ``jvp(_:at:tangent:file:line:)``), one for each element of the argument.
  case forward
  /// By whichever of the two takes fewer passes.
  case automatic
}

/// All derivatives of each element of a function's result by each element of its argument.
///
/// - Parameter mode: what is gone through element by element. `function` itself is called once.
/// - Returns: a function whose result has the shape of the value followed by that of the argument. The two ranks may not
///   add up to more than 8. It can be differentiated in turn, as that of `grad`.
///
/// `jax.jacobian`, `torch.func.jacrev`, `torch.func.jacfwd`, `torch.autograd.functional.jacobian`.
public func jacobian(
  _ function: @escaping (Tensor) -> Tensor, mode: JacobianMode = .automatic,
  file: StaticString = #fileID, line: UInt = #line
) -> (Tensor) -> Tensor {
  { x in
    jacobians("jacobian", { [function($0[0])] }, at: [x], mode, file: file, line: line)[0][0]
  }
}

/// As above for lists of tensors: the derivatives of result i by argument j are at `[i][j]`.
@_disfavoredOverload
public func jacobian(
  _ function: @escaping ([Tensor]) -> [Tensor], mode: JacobianMode = .automatic,
  file: StaticString = #fileID, line: UInt = #line
) -> ([Tensor]) -> [[Tensor]] {
  { jacobians("jacobian", function, at: $0, mode, file: file, line: line) }
}

func jacobians(
  _ op: StaticString, _ function: ([Tensor]) -> [Tensor], at inputs: [Tensor], _ mode: JacobianMode,
  file: StaticString, line: UInt
) -> [[Tensor]] {
  let own = OwnVariables(op, function, at: inputs, file: file, line: line)
  let (outputs, variables) = (own.outputs, own.variables)
  for (output, variable) in outputs.flatMap({ output in variables.map { (output, $0) } }) {
    demand(
      output.dtype.isFloatingPoint,
      "\(op): the function returned \(output.dtype); a derivative needs a floating-point dtype",
      file: file, line: line)
    demand(
      output.rank + variable.rank <= Shape.maximumRank,
      "\(op): a result of shape \(output.shape) by an argument of \(variable.shape) has more than \(Shape.maximumRank) axes",
      file: file, line: line)
  }
  let (rows, columns) = (outputs.reduce(0) { $0 + $1.count }, variables.reduce(0) { $0 + $1.count })
  // A derivative forward takes a pass to prepare.
  let isReverse = mode == .reverse || (mode == .automatic && rows <= columns + 1)
  return isReverse ? reverseJacobians(own) : forwardJacobians(own)
}

/// Row by row.
private func reverseJacobians(_ own: OwnVariables) -> [[Tensor]] {
  own.outputs.enumerated().map { index, output in
    let rows = unitTensors(like: output).map { unit in
      let seeds = own.outputs.enumerated().map { $0 == index ? unit : Tensor.zeros(like: $1) }
      return own.gradients(seeds: seeds, keepsGraph: true, createGraph: own.isOpen)
    }
    return own.variables.enumerated().map { place, variable in
      let shape = Shape(Array(output.shape) + Array(variable.shape))
      if rows.isEmpty { return Tensor.zeros(shape, dtype: variable.dtype) }
      return stack(rows.map { $0[place] }).reshaped(to: shape)
    }
  }
}

/// Column by column.
private func forwardJacobians(_ own: OwnVariables) -> [[Tensor]] {
  let pushforward = Pushforward(own)
  let byVariable = own.variables.enumerated().map { index, variable in
    let columns = unitTensors(like: variable).map { unit in
      let tangents = own.variables.enumerated().map { $0 == index ? unit : Tensor.zeros(like: $1) }
      return pushforward.tangents(tangents, keepsGraph: true, createGraph: own.isOpen)
    }
    return own.outputs.enumerated().map { place, output in
      let shape = Shape(Array(output.shape) + Array(variable.shape))
      if columns.isEmpty { return Tensor.zeros(shape, dtype: output.dtype) }
      return stack(columns.map { $0[place] }, axis: -1).reshaped(to: shape)
    }
  }
  return own.outputs.indices.map { place in byVariable.map { $0[place] } }
}

/// For each element a tensor that is 1 there and 0 elsewhere.
private func unitTensors(like tensor: Tensor) -> [Tensor] {
  (0..<tensor.count).map { index in
    let unit = Tensor.zeros([tensor.count], dtype: tensor.dtype)
    unit[index] = Tensor(scalar: 1, dtype: tensor.dtype)
    return unit.reshaped(to: tensor.shape)
  }
}
