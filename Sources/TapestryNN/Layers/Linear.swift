import TapestryCore

/// `y = x Wᵀ + b` over the last axis.
///
/// Shapes: input `[…, inputs]`, output `[…, outputs]`. Weight and bias start uniform in ±1/√inputs, as in `torch.nn.Linear`.
public final class Linear: Module, Layer {
  public let weight: Parameter  // [outputs, inputs]
  public let bias: Parameter?  // [outputs]

  public init(
    _ inputs: Int, _ outputs: Int, bias: Bool = true, dtype: DType = .float32,
    file: StaticString = #fileID, line: UInt = #line
  ) {
    demand(
      inputs >= 0 && outputs >= 0, "Linear: \(inputs) inputs and \(outputs) outputs", file: file,
      line: line)
    let bound = 1 / Double(Swift.max(inputs, 1)).squareRoot()
    let spread = Initializer.uniform(-bound, bound)
    weight = Parameter(spread([outputs, inputs], dtype: dtype))
    self.bias = bias ? Parameter(spread([outputs], dtype: dtype)) : nil
    super.init()
  }

  public override var details: String {
    "\(weight.shape[1]), \(weight.shape[0])\(bias == nil ? ", bias: false" : "")"
  }

  public func forward(_ x: Tensor) -> Tensor { linear(x, weight, bias) }
}
