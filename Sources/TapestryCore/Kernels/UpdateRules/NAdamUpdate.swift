import CKernels
import Glibc

/// Adam with Nesterov's momentum. States: first moment, second moment.
package struct NAdamUpdate: UpdateRule {
  private let options: tk_nadam_options

  /// The product of the momenta of all steps up to this one, which the next step starts from.
  package let momentumProduct: Double

  /// - Parameters:
  ///   - momentumProduct: of the steps before; 1 at first.
  ///   - step: 1 for the first.
  package init(
    learningRate: Double, betas: (Double, Double), epsilon: Double, momentumDecay: Double,
    momentumProduct: Double, step: Int
  ) {
    func momentum(_ step: Int) -> Double {
      betas.0 * (1 - 0.5 * pow(0.96, Double(step) * momentumDecay))
    }
    let (now, next) = (momentum(step), momentum(step + 1))
    self.momentumProduct = momentumProduct * now
    options = tk_nadam_options(
      beta1: betas.0, beta2: betas.1, epsilon: epsilon,
      gradient_rate: learningRate * (1 - now) / (1 - self.momentumProduct),
      moment_rate: learningRate * next / (1 - self.momentumProduct * next),
      square_scale: 1 / (1 - pow(betas.1, Double(step))))
  }

  package func update(_ run: UpdateRun) { run(tk_nadam_f32, tk_nadam_f64, options) }
}
