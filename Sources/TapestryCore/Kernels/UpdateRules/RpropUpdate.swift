import CKernels

/// Steps of each element's own size along the gradient's sign. States: the gradient before, the sizes.
package struct RpropUpdate: UpdateRule {
  private let options: tk_rprop_options

  /// - Parameters:
  ///   - factors: of the size where the sign has changed, and where it has stayed.
  ///   - sizes: the smallest and the largest.
  package init(factors: (Double, Double), sizes: (Double, Double)) {
    options = tk_rprop_options(
      shrinking: factors.0, growing: factors.1, smallest: sizes.0, largest: sizes.1)
  }

  package func update(_ run: UpdateRun) { run(tk_rprop_f32, tk_rprop_f64, options) }
}
