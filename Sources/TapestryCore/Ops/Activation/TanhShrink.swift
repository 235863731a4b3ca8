extension Tensor {
  /// Each element less its hyperbolic tangent. Integers and bool give float32. `torch.nn.functional.tanhshrink`.
  public func tanhshrink() -> Tensor {
    if dtype.computeType != dtype { return computed { $0.tanhshrink() } }
    let x = cast(to: dtype.promotedToFloat)
    return x - x.tanh()
  }
}
