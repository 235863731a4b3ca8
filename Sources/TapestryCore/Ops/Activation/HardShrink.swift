import CKernels

extension Tensor {
  /// Each element, but 0 where its magnitude is at most `lambda`. Integers and bool give float32. `torch.nn.functional.hardshrink`.
  public func hardshrink(lambda: Double = 0.5) -> Tensor {
    HardShrinkage.apply(to: self, lambda)
  }
}

enum HardShrinkage: ParametricOp {
  static let name = "hardshrink"
  static let kernel = TK_HARDSHRINK

  static func derivative(_ gradient: Tensor, _ x: Tensor, _ lambda: Double) -> Tensor {
    gradient.kept(where: (x .< -lambda) .|| (x .> lambda))
  }
}
