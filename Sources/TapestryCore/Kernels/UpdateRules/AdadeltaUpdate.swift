import CKernels

/// Descent in units of the steps before. States: mean square of gradients, mean square of steps.
package struct AdadeltaUpdate: UpdateRule {
  private let options: tk_adadelta_options

  package init(learningRate: Double, rho: Double, epsilon: Double) {
    options = tk_adadelta_options(learning_rate: learningRate, rho: rho, epsilon: epsilon)
  }

  package func update(_ run: UpdateRun) { run(tk_adadelta_f32, tk_adadelta_f64, options) }
}
