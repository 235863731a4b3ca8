import CKernels
import Glibc

/// Adam with the largest gradient in place of the second moment. States: first moment, largest gradient.
package struct AdamaxUpdate: UpdateRule {
  private let options: tk_adamax_options

  /// - Parameter step: 1 for the first.
  package init(learningRate: Double, betas: (Double, Double), epsilon: Double, step: Int) {
    options = tk_adamax_options(
      beta1: betas.0, beta2: betas.1, epsilon: epsilon,
      rate: learningRate / (1 - pow(betas.0, Double(step))))
  }

  package func update(_ run: UpdateRun) { run(tk_adamax_f32, tk_adamax_f64, options) }
}
