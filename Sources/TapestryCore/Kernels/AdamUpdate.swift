import CKernels
import Glibc

/// Adam and AdamW. States: first moment, second moment and, for AMSGrad, the largest second moment so far.
package struct AdamUpdate: UpdateRule {
  private var options: tk_adam_options

  /// - Parameters:
  ///   - step: 1 for the first.
  ///   - decouplesDecay: whether the weight shrinks by itself (AdamW), rather than through the gradient.
  package init(
    learningRate: Double, betas: (Double, Double), epsilon: Double, weightDecay: Double, step: Int,
    decouplesDecay: Bool, maximize: Bool
  ) {
    options = tk_adam_options(
      learning_rate: learningRate, beta1: betas.0, beta2: betas.1, epsilon: epsilon,
      weight_decay: weightDecay, bias_correction1: 1 - pow(betas.0, Double(step)),
      bias_correction2: 1 - pow(betas.1, Double(step)), decouples_decay: decouplesDecay,
      maximize: maximize)
  }

  package func update(_ run: UpdateRun) {
    guard let first = run.states[0], let second = run.states[1] else {
      preconditionFailure("Adam needs two moments")
    }
    let largest = run.states[2]
    withUnsafePointer(to: options) { options in
      if run.dtype == .float64 {
        tk_adam_f64(
          run.double(run.parameter), run.double(run.gradient), run.double(first),
          run.double(second), largest.map(run.double), run.count, options)
      } else {
        tk_adam_f32(
          run.float(run.parameter), run.float(run.gradient), run.float(first), run.float(second),
          largest.map(run.float), run.count, options)
      }
    }
  }
}
