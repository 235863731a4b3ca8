import CKernels

/// Descent along the gradient over the root of the sum of its squares, which is the only state.
package struct AdagradUpdate: UpdateRule {
  private let options: tk_adagrad_options

  /// - Parameter step: 1 for the first.
  package init(learningRate: Double, decay: Double, epsilon: Double, step: Int) {
    options = tk_adagrad_options(
      rate: learningRate / (1 + Double(step - 1) * decay), epsilon: epsilon)
  }

  package func update(_ run: UpdateRun) { run(tk_adagrad_f32, tk_adagrad_f64, options) }
}
