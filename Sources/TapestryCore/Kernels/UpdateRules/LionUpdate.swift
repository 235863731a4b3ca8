import CKernels

/// Steps of one size along the sign of a running mean of gradients, which is the only state.
package struct LionUpdate: UpdateRule {
  private let options: tk_lion_options

  package init(learningRate: Double, betas: (Double, Double)) {
    options = tk_lion_options(learning_rate: learningRate, beta1: betas.0, beta2: betas.1)
  }

  package func update(_ run: UpdateRun) { run(tk_lion_f32, tk_lion_f64, options) }
}
