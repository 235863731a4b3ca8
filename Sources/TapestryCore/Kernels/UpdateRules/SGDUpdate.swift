import CKernels

/// Gradient descent, with the velocity as its only state where there is momentum.
package struct SGDUpdate: UpdateRule {
  private let options: tk_sgd_options

  /// - Parameter isFirst: whether the velocity is yet to be set: it starts as the gradient.
  package init(
    learningRate: Double, momentum: Double, dampening: Double, nesterov: Bool, isFirst: Bool
  ) {
    options = tk_sgd_options(
      learning_rate: learningRate, momentum: momentum, dampening: dampening, nesterov: nesterov,
      is_first_step: isFirst)
  }

  package func update(_ run: UpdateRun) { run(tk_sgd_f32, tk_sgd_f64, options) }
}
