/// All second derivatives of a function that returns one number.
///
/// - Returns: a function whose result has the argument's shape twice over, symmetric in the two.
///
/// The function is called once; then each element of the argument takes a backward pass over the gradient's record.
/// `jax.hessian`, `torch.func.hessian`, `torch.autograd.functional.hessian`.
public func hessian(
  _ function: @escaping (Tensor) -> Tensor, file: StaticString = #fileID, line: UInt = #line
) -> (Tensor) -> Tensor {
  let slope = grad(function, file: file, line: line)
  return { x in
    jacobians("hessian", { [slope($0[0])] }, at: [x], .reverse, file: file, line: line)[0][0]
  }
}

/// As above for lists of tensors: the second derivatives by arguments i and j are at `[i][j]`.
@_disfavoredOverload
public func hessian(
  _ function: @escaping ([Tensor]) -> Tensor, file: StaticString = #fileID, line: UInt = #line
) -> ([Tensor]) -> [[Tensor]] {
  let slopes = grad(function, file: file, line: line)
  return { jacobians("hessian", slopes, at: $0, .reverse, file: file, line: line) }
}

/// The value of a function that returns one number, and its Hessian times a vector, without making the Hessian.
///
/// It costs a handful of backward passes whatever the size of `x`: the derivative forward of the gradient. `vhp` is
/// cheaper and gives the same where second derivatives are continuous.
///
/// - Parameter vector: of the shape and dtype of `x`.
///
/// `torch.autograd.functional.hvp`.
public func hvp(
  _ function: @escaping (Tensor) -> Tensor, at x: Tensor, _ vector: Tensor,
  file: StaticString = #fileID, line: UInt = #line
) -> (value: Tensor, product: Tensor) {
  let (value, products) = hvp({ function($0[0]) }, at: [x], [vector], file: file, line: line)
  return (value, products[0])
}

/// As above for lists of tensors.
@_disfavoredOverload
public func hvp(
  _ function: @escaping ([Tensor]) -> Tensor, at inputs: [Tensor], _ vectors: [Tensor],
  file: StaticString = #fileID, line: UInt = #line
) -> (value: Tensor, products: [Tensor]) {
  var value: Tensor?
  let slopes = valueAndGrad(function, file: file, line: line)
  let (_, products) = jvp(
    {
      let (found, gradients) = slopes($0)
      value = found
      return gradients
    }, at: inputs, tangents: vectors, file: file, line: line)
  return (settled(value!, beside: products), products)
}

/// The value of a function that returns one number, and a vector times its Hessian: two backward passes.
///
/// - Parameter vector: of the shape and dtype of `x`.
///
/// `torch.autograd.functional.vhp`.
public func vhp(
  _ function: @escaping (Tensor) -> Tensor, at x: Tensor, _ vector: Tensor,
  file: StaticString = #fileID, line: UInt = #line
) -> (value: Tensor, product: Tensor) {
  let (value, products) = vhp({ function($0[0]) }, at: [x], [vector], file: file, line: line)
  return (value, products[0])
}

/// As above for lists of tensors.
@_disfavoredOverload
public func vhp(
  _ function: @escaping ([Tensor]) -> Tensor, at inputs: [Tensor], _ vectors: [Tensor],
  file: StaticString = #fileID, line: UInt = #line
) -> (value: Tensor, products: [Tensor]) {
  var value: Tensor?
  let slopes = valueAndGrad(function, file: file, line: line)
  let (_, pullback) = vjp(
    {
      let (found, gradients) = slopes($0)
      value = found
      return gradients
    }, at: inputs, file: file, line: line)
  let products = pullback(vectors)
  return (settled(value!, beside: products), products)
}

/// A value that stays on the tape only where the products do: else nothing but the transform's own variables is behind it.
private func settled(_ value: Tensor, beside products: [Tensor]) -> Tensor {
  products.contains(where: \.requiresGrad) ? value : value.detach()
}
