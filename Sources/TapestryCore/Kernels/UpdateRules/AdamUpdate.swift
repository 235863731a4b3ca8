import CKernels
import Glibc

/// Adam. States: first moment, second moment and, for AMSGrad, the largest second moment so far.
package struct AdamUpdate: UpdateRule {
  private let options: tk_adam_options

  /// - Parameter step: 1 for the first.
  package init(learningRate: Double, betas: (Double, Double), epsilon: Double, step: Int) {
    options = tk_adam_options(
      beta1: betas.0, beta2: betas.1, epsilon: epsilon,
      rate: learningRate / (1 - pow(betas.0, Double(step))),
      root_scale: 1 / (1 - pow(betas.1, Double(step))).squareRoot())
  }

  package func update(_ run: UpdateRun) { run(tk_adam_f32, tk_adam_f64, options) }
}
