import TapestryCore

/// `yₖ = aᵀ Wₖ b + cₖ` over the last axes of two inputs.
///
/// Shapes: inputs `[…, first]` and `[…, second]`, output `[…, outputs]`. Weight and bias start uniform in ±1/√first, as in
/// `torch.nn.Bilinear`.
public final class Bilinear: Module, PairLayer {
  private let weightSlot: TensorSlot<Parameter>  // [outputs, first, second]
  private let biasSlot: TensorSlot<Parameter>?  // [outputs]

  /// - Parameters:
  ///   - weightInitializer: what the weight starts from; nil for the default.
  ///   - biasInitializer: the same for the bias.
  public init(
    _ first: Int, _ second: Int, _ outputs: Int, bias: Bool = true,
    weightInitializer: Initializer? = nil, biasInitializer: Initializer? = nil,
    dtype: DType = .float32, file: StaticString = #fileID, line: UInt = #line
  ) {
    LayerCheck("Bilinear", file: file, line: line)
      .demand(
        first > 0 && second >= 0 && outputs >= 0,
        "\(first) and \(second) inputs and \(outputs) outputs")
    weightSlot = TensorSlot("weight", [outputs, first, second])
    biasSlot = bias ? TensorSlot("bias", [outputs]) : nil
    AffineStart(weightInitializer, biasInitializer, dtype)
      .make(weightSlot, biasSlot, inferredSize: 0, fanIn: first)
    super.init()
  }

  /// `[outputs, first, second]`.
  public var weight: Parameter { weightSlot.value }

  /// `[outputs]`.
  public var bias: Parameter? { biasSlot?.value }

  public override var details: String {
    settings(
      "\(weight.shape[1]), \(weight.shape[2]), \(weight.shape[0])",
      setting("bias", biasSlot != nil, unless: true))
  }

  public func forward(_ a: Tensor, _ b: Tensor) -> Tensor { bilinear(a, b, weight, bias) }
}
