/// Puts a computation on the tape whose derivative the caller writes.
///
/// ```swift
/// let y = customFunction("cube", [x], forward: { $0[0] * $0[0] * $0[0] }) { gradient, inputs, output in
///   [gradient * inputs[0] * inputs[0] * 3]
/// }
/// ```
///
/// - Parameters:
///   - name: how messages call it.
///   - inputs: what the result depends on.
///   - forward: computes the result; not recorded.
///   - backward: given the result's gradient, the inputs and the result, returns each input's gradient, or nil for one that
///     gets none. Written with tensor operations, it can be differentiated in turn.
///
/// `torch.autograd.Function`. Check it with `gradCheck`.
public func customFunction(
  _ name: String, _ inputs: [Tensor], forward: ([Tensor]) -> Tensor,
  backward: @escaping (_ gradient: Tensor, _ inputs: [Tensor], _ output: Tensor) -> [Tensor?],
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let result = ownResults(name, [noGrad { forward(inputs) }], inputs, file: file, line: line)[0]
  return result.recorded(
    inputs,
    CustomDerivative(
      function: name, inputs: inputs.map { SavedTensor($0) }, output: SavedTensor(output: result),
      backward: backward))
}

/// As above for functions with several results, or ones that save something other than inputs and result.
///
/// ```swift
/// /// The logarithm of the determinant of a diagonal matrix, and the sign of the determinant.
/// func logDeterminant(ofDiagonal d: Tensor) -> (logarithm: Tensor, sign: Tensor) {
///   let results = customFunction("logDeterminant", [d]) { inputs, context in
///     let sign = inputs[0].sign().prod()
///     context.save(inputs[0])
///     context.markNonDifferentiable(sign)
///     return [inputs[0].abs().log().sum(), sign]
///   } backward: { gradients, context in
///     [gradients[0] / context.saved[0]]
///   }
///   return (results[0], results[1])
/// }
/// try gradCheck({ [logDeterminant(ofDiagonal: $0[0]).logarithm] }, inputs: [d], order: 2)
/// ```
///
/// - Parameters:
///   - forward: computes the results, and saves with the context what backward needs; not recorded.
///   - backward: given a gradient for each result, zeros where none arrived, returns each input's, or nil for one that gets none. It
///     is called once for all results.
///
/// `torch.autograd.Function` with `ctx.save_for_backward` and `ctx.mark_non_differentiable`.
public func customFunction(
  _ name: String, _ inputs: [Tensor],
  forward: (_ inputs: [Tensor], _ context: FunctionContext) -> [Tensor],
  backward: @escaping (_ gradients: [Tensor], _ context: FunctionContext) -> [Tensor?],
  file: StaticString = #fileID, line: UInt = #line
) -> [Tensor] {
  let context = FunctionContext()
  let computed = noGrad { forward(inputs, context) }
  let results = ownResults(name, computed, inputs, file: file, line: line)
  let isExcluded = computed.map(context.isExcluded)
  // An input that was handed through counts as the input where it was saved.
  context.seal(outputs: results)
  Tensor.record(
    results, from: inputs, name: name, except: { isExcluded[$0] },
    JointCustomDerivative(
      function: name, context: context, inputs: inputs.map(\.shape),
      outputs: results.map { ($0.shape, $0.dtype) }, backward: backward))
  return results
}

/// The results as tensors of their own: an input handed through would be its own derivative's input.
private func ownResults(
  _ name: String, _ computed: [Tensor], _ inputs: [Tensor], file: StaticString, line: UInt
) -> [Tensor] {
  computed.map { tensor in
    let result = inputs.contains { $0 === tensor } ? tensor.detach() : tensor
    demand(
      result.isLeaf && !result.requiresGrad,
      "\(name): forward returned a tensor that is on the tape already", file: file, line: line)
    return result
  }
}

/// Checks what a custom function's backward returned, and sends it on.
private func send(
  _ gradients: [Tensor?], of function: String, inputs shapes: [Shape], to targets: InputGradients
) {
  if gradients.count != shapes.count {
    mistake(
      "\(function): backward returned \(gradients.count) gradients for \(shapes.count) inputs")
  }
  for (index, gradient) in gradients.enumerated() {
    guard let gradient else { continue }
    if gradient.shape != shapes[index] {
      mistake(
        "\(function): backward returned a gradient of shape \(gradient.shape) for input \(index) of shape \(shapes[index])"
      )
    }
    targets.add(index, gradient)
  }
}

struct CustomDerivative: Derivative {
  static let name = "customFunction"
  let function: String
  let inputs: [SavedTensor]
  let output: SavedTensor
  let backward: (Tensor, [Tensor], Tensor) -> [Tensor?]

  func propagate(_ gradient: Tensor, to targets: InputGradients) {
    let values = inputs.map(\.value)
    send(
      backward(gradient, values, output.value), of: function, inputs: values.map(\.shape),
      to: targets)
  }
}

struct JointCustomDerivative: JointDerivative {
  static let name = "customFunction"
  let function: String
  let context: FunctionContext
  let inputs: [Shape]
  let outputs: [(shape: Shape, dtype: DType)]
  let backward: ([Tensor], FunctionContext) -> [Tensor?]

  func propagate(_ gradients: [Tensor?], to targets: InputGradients) {
    let complete = zip(gradients, outputs).map {
      $0 ?? Tensor.zeros($1.shape, dtype: $1.dtype)
    }
    let found = context.during(targets) { backward(complete, context) }
    send(found, of: function, inputs: inputs, to: targets)
  }
}
