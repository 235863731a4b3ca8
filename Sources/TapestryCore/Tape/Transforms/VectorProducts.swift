/// A function's value, and a function that takes a gradient of the value to one of the argument: the product of a vector with
/// the Jacobian, which is never made.
///
/// ```swift
/// let (y, pullback) = vjp({ x in x.matmul(w).tanh() }, at: x)
/// let gradient = pullback(.ones(like: y))
/// ```
///
/// - Returns: `pullback` can be called any number of times, each for the price of a backward pass; it takes a tensor of the shape and
///   dtype of `value`. Values and gradients can be differentiated in turn, as those of `grad`.
///
/// `jax.vjp`, `torch.func.vjp`.
public func vjp(
  _ function: (Tensor) -> Tensor, at x: Tensor, file: StaticString = #fileID, line: UInt = #line
) -> (value: Tensor, pullback: (Tensor) -> Tensor) {
  let (values, pullback) = vjp(
    { [function($0[0])] }, at: [x], file: file, line: line)
  return (values[0], { pullback([$0])[0] })
}

/// As above for lists of tensors.
public func vjp(
  _ function: ([Tensor]) -> [Tensor], at inputs: [Tensor], file: StaticString = #fileID,
  line: UInt = #line
) -> (values: [Tensor], pullback: ([Tensor]) -> [Tensor]) {
  let own = OwnVariables("vjp", function, at: inputs, file: file, line: line)
  return (
    own.values,
    { gradients in
      own.check(gradients, like: own.outputs, "gradient")
      let isOpen =
        own.isOpen || (ThreadState.isRecording && gradients.contains(where: \.requiresGrad))
      return own.gradients(seeds: gradients, keepsGraph: true, createGraph: isOpen)
    }
  )
}

/// A function's value, and its derivative along a direction: the product of the Jacobian, which is never made, with a vector.
///
/// - Parameter tangent: the direction, of the shape and dtype of `x`.
/// - Returns: `tangent` is the derivative of `f(x + t · tangent)` by t at 0, of the shape and dtype of `value`.
///
/// The tape only runs backward. The product is got by running it twice: the gradient of `x` is linear in the gradient of
/// `value`, and the derivative by that is the derivative forward. It costs two backward passes beside the
/// call of `function`, and needs no rule of its own for any operation.
///
/// `jax.jvp`, `torch.func.jvp`.
public func jvp(
  _ function: (Tensor) -> Tensor, at x: Tensor, tangent: Tensor, file: StaticString = #fileID,
  line: UInt = #line
) -> (value: Tensor, tangent: Tensor) {
  let (values, tangents) = jvp(
    { [function($0[0])] }, at: [x], tangents: [tangent], file: file, line: line)
  return (values[0], tangents[0])
}

/// As above for lists of tensors.
public func jvp(
  _ function: ([Tensor]) -> [Tensor], at inputs: [Tensor], tangents: [Tensor],
  file: StaticString = #fileID, line: UInt = #line
) -> (values: [Tensor], tangents: [Tensor]) {
  let own = OwnVariables("jvp", function, at: inputs, file: file, line: line)
  own.check(tangents, like: inputs, "tangent")
  let pushforward = Pushforward(own)
  let isOpen = own.isOpen || (ThreadState.isRecording && tangents.contains(where: \.requiresGrad))
  return (own.values, pushforward.tangents(tangents, keepsGraph: false, createGraph: isOpen))
}

/// The derivative forward, by running the tape backward twice.
struct Pushforward {
  private let outputs: [Tensor]
  private let seeds: [Tensor]
  private let gradients: [Tensor]

  init(_ own: OwnVariables) {
    outputs = own.outputs
    // Their values do not matter: gradients are linear in them.
    let seeds = own.outputs.map {
      $0.dtype.isFloatingPoint ? Tensor.zeros(like: $0).requiringGrad() : $0
    }
    self.seeds = seeds
    gradients = own.gradients(seeds: seeds, keepsGraph: true, createGraph: true)
  }

  /// The derivatives of the outputs along a direction; zeros where they do not depend on the inputs.
  func tangents(_ tangents: [Tensor], keepsGraph: Bool, createGraph: Bool) -> [Tensor] {
    let roots = zip(gradients, tangents).compactMap { gradient, tangent in
      gradient.node.map { (node: $0, gradient: tangent) }
    }
    let targets = seeds.indices.filter { seeds[$0].requiresGrad }
    let route = BackwardRoute(from: roots.map(\.node), to: targets.map { seeds[$0].node! })
    let found = BackwardPass.run(
      from: roots, keepsGraph: keepsGraph || createGraph, recordsItself: createGraph, route: route)
    var result = outputs.map { Tensor.zeros(like: $0) }
    for (index, tangent) in zip(targets, found) {
      if let tangent { result[index] = tangent }
    }
    return result
  }
}
