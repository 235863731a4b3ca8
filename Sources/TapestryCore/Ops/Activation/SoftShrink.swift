import CKernels

extension Tensor {
  /// Each element brought nearer to 0 by `lambda`, to 0 where its magnitude is no larger. Integers and bool give float32.
  ///
  /// `torch.nn.functional.softshrink`.
  ///
  /// - Parameter lambda: at least 0.
  public func softshrink(lambda: Double = 0.5, file: StaticString = #fileID, line: UInt = #line)
    -> Tensor
  {
    demand(lambda >= 0, "softshrink: a lambda of \(lambda)", file: file, line: line)
    return SoftShrinkage.apply(to: self, lambda)
  }
}

enum SoftShrinkage: ParametricOp {
  static let name = "softshrink"
  static let kernel = TK_SOFTSHRINK

  static func derivative(_ gradient: Tensor, _ x: Tensor, _ lambda: Double) -> Tensor {
    gradient.kept(where: (x .< -lambda) .|| (x .> lambda))
  }
}
