import TapestryCore

/// `y = x Wᵀ + b` over the last axis.
///
/// Shapes: input `[…, inputs]`, output `[…, outputs]`. Weight and bias start uniform in ±1/√inputs, as in `torch.nn.Linear`.
public final class Linear: Module, LazyLayer, WeightedLayer {
  public let outputs: Int

  private let weightSlot: TensorSlot<Parameter>  // [outputs, inputs]
  private let biasSlot: TensorSlot<Parameter>?  // [outputs]
  private let start: AffineStart

  private init(
    inputs: Int?, _ outputs: Int, bias: Bool, start: AffineStart, file: StaticString, line: UInt
  ) {
    demand(
      (inputs ?? 0) >= 0 && outputs >= 0,
      "Linear: \(inputs.map { "\($0) inputs and " } ?? "")\(outputs) outputs", file: file,
      line: line)
    (self.outputs, self.start) = (outputs, start)
    weightSlot = TensorSlot("weight", [outputs, nil])
    biasSlot = bias ? TensorSlot("bias", [outputs]) : nil
    super.init()
    if let inputs { makeParameters(inferredSize: inputs) } else { inferSizes() }
  }

  /// - Parameters:
  ///   - weightInitializer: what the weight starts from; nil for the default.
  ///   - biasInitializer: the same for the bias.
  public convenience init(
    _ inputs: Int, _ outputs: Int, bias: Bool = true, weightInitializer: Initializer? = nil,
    biasInitializer: Initializer? = nil, dtype: DType = .float32, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    self.init(
      inputs: inputs, outputs, bias: bias,
      start: AffineStart(weightInitializer, biasInitializer, dtype), file: file, line: line)
  }

  /// A layer that takes the number of its inputs from the first one, see ``LazyLayer``. `torch.nn.LazyLinear`.
  public convenience init(
    out outputs: Int, bias: Bool = true, weightInitializer: Initializer? = nil,
    biasInitializer: Initializer? = nil, dtype: DType = .float32, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    self.init(
      inputs: nil, outputs, bias: bias,
      start: AffineStart(weightInitializer, biasInitializer, dtype), file: file, line: line)
  }

  /// `[outputs, inputs]`. Setting another layer's makes both share it: `head.weight = embedding.weight`.
  public var weight: Parameter {
    get { weightSlot.value }
    set { weightSlot.share(newValue) }
  }

  /// `[outputs]`.
  public var bias: Parameter? { biasSlot?.value }

  public override var details: String {
    settings(
      weightSlot.inferredSize.map { "\($0), \(outputs)" } ?? "out: \(outputs)",
      setting("bias", biasSlot != nil, unless: true))
  }

  public func forward(_ x: Tensor) -> Tensor { forward(x, weight: weight) }

  public func forward(_ x: Tensor, weight: Tensor) -> Tensor { linear(x, weight, bias) }

  public func inferredSize(from x: Tensor) -> Int {
    if x.rank == 0 { mistake("Linear: a scalar has no last axis to tell the number of inputs") }
    return x.shape[x.rank - 1]
  }

  public func makeParameters(inferredSize inputs: Int) {
    start.make(weightSlot, biasSlot, inferredSize: inputs, fanIn: inputs)
  }
}
