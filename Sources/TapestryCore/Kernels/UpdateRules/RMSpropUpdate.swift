import CKernels

/// Descent along the gradient over its running size. States: mean square; mean, where squares are centered; velocity,
/// where there is momentum.
package struct RMSpropUpdate: UpdateRule {
  private let options: tk_rmsprop_options

  package init(learningRate: Double, alpha: Double, epsilon: Double, momentum: Double) {
    options = tk_rmsprop_options(
      learning_rate: learningRate, alpha: alpha, epsilon: epsilon, momentum: momentum)
  }

  package func update(_ run: UpdateRun) { run(tk_rmsprop_f32, tk_rmsprop_f64, options) }
}
