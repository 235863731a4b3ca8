import CKernels
import Glibc

/// Adam that divides by the second moment only once that is known well enough. States: first moment, second moment.
package struct RAdamUpdate: UpdateRule {
  private let options: tk_radam_options

  /// - Parameter step: 1 for the first.
  package init(learningRate: Double, betas: (Double, Double), epsilon: Double, step: Int) {
    let (first, second) = (1 - pow(betas.0, Double(step)), 1 - pow(betas.1, Double(step)))
    // The length of the mean that the running square amounts to: in the long run, and now.
    let longest = 2 / (1 - betas.1) - 1
    let length = longest - 2 * Double(step) * (1 - second) / second
    let isAdaptive = length > 5
    let rectification =
      isAdaptive
      ? ((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length))
        .squareRoot() * second.squareRoot() : 1
    options = tk_radam_options(
      beta1: betas.0, beta2: betas.1, epsilon: epsilon,
      rate: learningRate / first * rectification, is_adaptive: isAdaptive)
  }

  package func update(_ run: UpdateRun) { run(tk_radam_f32, tk_radam_f64, options) }
}
