import CKernels

/// Gradient descent that averages the parameter over its steps. State: the average.
package struct ASGDUpdate: UpdateRule {
  private let options: tk_asgd_options

  /// - Parameters:
  ///   - lambda: times the rate, how much smaller the step makes the parameter.
  ///   - weight: of the parameter in its average.
  package init(rate: Double, lambda: Double, weight: Double) {
    options = tk_asgd_options(rate: rate, lambda: lambda, weight: weight)
  }

  package func update(_ run: UpdateRun) { run(tk_asgd_f32, tk_asgd_f64, options) }
}
