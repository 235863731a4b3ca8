// The transforms return functions, as JAX's do, so that they can be put around each other: grad(grad(f)), vmap(grad(f)).

/// The derivative of a function of one tensor that returns one number.
///
/// ```swift
/// let slope = grad { x in (x * x).sum() }
/// slope(Tensor([1, 2]))            // [2, 4]
/// let curvature = grad(grad { x in x * x * x })
/// ```
///
/// - Returns: a function whose result has its argument's shape and dtype; zeros where `function` does not depend on it. It can
///   be differentiated in turn, by its argument and by whatever asks for gradients among the tensors that `function` refers
///   to; within ``noGrad(_:)`` it is not.
///
/// `jax.grad`, `torch.func.grad`.
public func grad(
  _ function: @escaping (Tensor) -> Tensor, file: StaticString = #fileID, line: UInt = #line
) -> (Tensor) -> Tensor {
  { x in
    derivatives("grad", { [function($0[0])] }, at: [x], file: file, line: line).gradients[0]
  }
}

/// As above by both arguments.
public func grad(
  _ function: @escaping (Tensor, Tensor) -> Tensor, file: StaticString = #fileID,
  line: UInt = #line
) -> (Tensor, Tensor) -> (Tensor, Tensor) {
  { x, y in
    let found = derivatives(
      "grad", { [function($0[0], $0[1])] }, at: [x, y], file: file, line: line
    ).gradients
    return (found[0], found[1])
  }
}

/// As above by all tensors of a list.
@_disfavoredOverload
public func grad(
  _ function: @escaping ([Tensor]) -> Tensor, file: StaticString = #fileID, line: UInt = #line
) -> ([Tensor]) -> [Tensor] {
  { derivatives("grad", { [function($0)] }, at: $0, file: file, line: line).gradients }
}

/// A function of one tensor that returns one number, together with its derivative.
///
/// Otherwise as `grad`. `jax.value_and_grad`, `torch.func.grad_and_value`.
public func valueAndGrad(
  _ function: @escaping (Tensor) -> Tensor, file: StaticString = #fileID, line: UInt = #line
) -> (Tensor) -> (value: Tensor, gradient: Tensor) {
  { x in
    let (value, found) = derivatives(
      "valueAndGrad", { [function($0[0])] }, at: [x], file: file, line: line)
    return (value, found[0])
  }
}

/// As above by both arguments.
public func valueAndGrad(
  _ function: @escaping (Tensor, Tensor) -> Tensor, file: StaticString = #fileID,
  line: UInt = #line
) -> (Tensor, Tensor) -> (value: Tensor, gradients: (Tensor, Tensor)) {
  { x, y in
    let (value, found) = derivatives(
      "valueAndGrad", { [function($0[0], $0[1])] }, at: [x, y], file: file, line: line)
    return (value, (found[0], found[1]))
  }
}

/// As above by all tensors of a list.
@_disfavoredOverload
public func valueAndGrad(
  _ function: @escaping ([Tensor]) -> Tensor, file: StaticString = #fileID, line: UInt = #line
) -> ([Tensor]) -> (value: Tensor, gradients: [Tensor]) {
  { derivatives("valueAndGrad", { [function($0)] }, at: $0, file: file, line: line) }
}

private func derivatives(
  _ op: StaticString, _ function: ([Tensor]) -> [Tensor], at inputs: [Tensor],
  file: StaticString, line: UInt
) -> (value: Tensor, gradients: [Tensor]) {
  let own = OwnVariables(op, function, at: inputs, file: file, line: line)
  let seed = Tensor.ones(like: own.scalar)
  let gradients = own.gradients(seeds: [seed], keepsGraph: false, createGraph: own.isOpen)
  return (own.values[0], gradients)
}
