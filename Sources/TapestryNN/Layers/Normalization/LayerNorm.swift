import TapestryCore

/// Brings the last axes of each example to mean 0 and variance 1, then scales and shifts each element by what the layer learns.
///
/// Scales start at 1 and shifts at 0 unless told. `torch.nn.LayerNorm`; Ba, Kiros & Hinton, 2016.
public final class LayerNorm: Module, Layer {
  public let normalizedShape: Shape
  public let epsilon: Double

  public let weight: Parameter?  // normalizedShape
  public let bias: Parameter?  // normalizedShape

  /// - Parameters:
  ///   - normalizedShape: the sizes of the last axes, over which mean and variance are taken.
  ///   - elementwiseAffine: whether there are a scale and a shift.
  ///   - bias: whether there is a shift.
  ///   - weightInitializer: what scales start from.
  ///   - biasInitializer: what shifts start from.
  public init(
    _ normalizedShape: Shape, epsilon: Double = 1e-5, elementwiseAffine: Bool = true,
    bias: Bool = true, weightInitializer: Initializer = .ones,
    biasInitializer: Initializer = .zeros, dtype: DType = .float32, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    let check = LayerCheck("LayerNorm", file: file, line: line)
    check.normalizedShape(normalizedShape)
    check.demand(epsilon >= 0, "an epsilon of \(epsilon)")
    (self.normalizedShape, self.epsilon) = (normalizedShape, epsilon)
    weight = elementwiseAffine ? Parameter(weightInitializer(normalizedShape, dtype: dtype)) : nil
    self.bias =
      elementwiseAffine && bias ? Parameter(biasInitializer(normalizedShape, dtype: dtype)) : nil
    super.init()
  }

  /// Normalizes the last axis.
  public convenience init(
    _ size: Int, epsilon: Double = 1e-5, elementwiseAffine: Bool = true, bias: Bool = true,
    weightInitializer: Initializer = .ones, biasInitializer: Initializer = .zeros,
    dtype: DType = .float32, file: StaticString = #fileID, line: UInt = #line
  ) {
    self.init(
      [size], epsilon: epsilon, elementwiseAffine: elementwiseAffine, bias: bias,
      weightInitializer: weightInitializer, biasInitializer: biasInitializer, dtype: dtype,
      file: file, line: line)
  }

  public override var details: String {
    settings(
      "\(normalizedShape)", "epsilon: \(epsilon)", "elementwiseAffine: \(weight != nil)",
      setting("bias", weight == nil || bias != nil, unless: true))
  }

  public func forward(_ x: Tensor) -> Tensor {
    layerNorm(x, normalizedShape: normalizedShape, weight: weight, bias: bias, epsilon: epsilon)
  }
}
