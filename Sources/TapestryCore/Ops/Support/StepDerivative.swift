/// The derivative of functions with steps, of one or two operands: 0 wherever there is one.
struct StepDerivative: Derivative {
  static let name = "step function"

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, .zeros(like: gradient))
    inputs.add(1, .zeros(like: gradient))
  }
}
