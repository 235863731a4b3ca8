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
  let computed = noGrad { forward(inputs) }
  // The result must be a tensor of its own: an input handed through would be its own derivative's input.
  let result = inputs.contains { $0 === computed } ? computed.detach() : computed
  demand(
    result.isLeaf && !result.requiresGrad,
    "\(name): forward returned a tensor that is on the tape already", file: file, line: line)
  return result.recorded(
    inputs,
    CustomDerivative(
      function: name, inputs: inputs.map { SavedTensor($0) }, output: SavedTensor(output: result),
      backward: backward))
}

struct CustomDerivative: Derivative {
  static let name = "customFunction"
  let function: String
  let inputs: [SavedTensor]
  let output: SavedTensor
  let backward: (Tensor, [Tensor], Tensor) -> [Tensor?]

  func propagate(_ gradient: Tensor, to targets: InputGradients) {
    let values = inputs.map(\.value)
    let gradients = backward(gradient, values, output.value)
    if gradients.count != values.count {
      mistake(
        "\(function): backward returned \(gradients.count) gradients for \(values.count) inputs")
    }
    for (index, gradient) in gradients.enumerated() {
      guard let gradient else { continue }
      if gradient.shape != values[index].shape {
        mistake(
          "\(function): backward returned a gradient of shape \(gradient.shape) for input \(index) of shape \(values[index].shape)"
        )
      }
      targets.add(index, gradient)
    }
  }
}
