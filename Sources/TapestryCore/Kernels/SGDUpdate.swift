import CKernels

/// Gradient descent, with the velocity as its only state where there is momentum.
package struct SGDUpdate: UpdateRule {
  private var options: tk_sgd_options

  /// - Parameter isFirst: whether the velocity is yet to be set: it starts as the gradient.
  package init(
    learningRate: Double, momentum: Double, dampening: Double, weightDecay: Double, nesterov: Bool,
    maximize: Bool, isFirst: Bool
  ) {
    options = tk_sgd_options(
      learning_rate: learningRate, momentum: momentum, dampening: dampening,
      weight_decay: weightDecay, nesterov: nesterov, maximize: maximize, is_first_step: isFirst)
  }

  package func update(_ run: UpdateRun) {
    let velocity = run.states[0]
    withUnsafePointer(to: options) { options in
      if run.dtype == .float64 {
        tk_sgd_f64(
          run.double(run.parameter), run.double(run.gradient), velocity.map(run.double), run.count,
          options)
      } else {
        tk_sgd_f32(
          run.float(run.parameter), run.float(run.gradient), velocity.map(run.float), run.count,
          options)
      }
    }
  }
}
