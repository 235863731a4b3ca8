import CKernels

/// Moves a parameter, which is an average, towards its gradient, which is what it is the average of.
package struct AverageUpdate: UpdateRule {
  private let options: tk_average_options

  /// - Parameter weight: 0 leaves the average as it is, 1 replaces it.
  package init(weight: Double) { options = tk_average_options(weight: weight) }

  package func update(_ run: UpdateRun) { run(tk_average_f32, tk_average_f64, options) }
}
