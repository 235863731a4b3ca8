import TapestryCore

/// Divides the last axes of each example by their root mean square, then scales each element by what the layer learns.
///
/// Scales start at 1 unless told. `torch.nn.RMSNorm`; Zhang & Sennrich, 2019.
public final class RMSNorm: Module, Layer {
  public let normalizedShape: Shape
  public let epsilon: Double?

  public let weight: Parameter?  // normalizedShape

  /// - Parameters:
  ///   - normalizedShape: the sizes of the last axes, over which the mean is taken.
  ///   - epsilon: added to the mean square; nil for the smallest step of the input's dtype at 1.
  ///   - elementwiseAffine: whether there is a scale.
  ///   - weightInitializer: what scales start from.
  public init(
    _ normalizedShape: Shape, epsilon: Double? = nil, elementwiseAffine: Bool = true,
    weightInitializer: Initializer = .ones, dtype: DType = .float32, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    let check = LayerCheck("RMSNorm", file: file, line: line)
    check.normalizedShape(normalizedShape)
    check.demand((epsilon ?? 0) >= 0, "an epsilon of \(epsilon ?? 0)")
    (self.normalizedShape, self.epsilon) = (normalizedShape, epsilon)
    weight = elementwiseAffine ? Parameter(weightInitializer(normalizedShape, dtype: dtype)) : nil
    super.init()
  }

  /// Normalizes the last axis.
  public convenience init(
    _ size: Int, epsilon: Double? = nil, elementwiseAffine: Bool = true,
    weightInitializer: Initializer = .ones, dtype: DType = .float32,
    file: StaticString = #fileID, line: UInt = #line
  ) {
    self.init(
      [size], epsilon: epsilon, elementwiseAffine: elementwiseAffine,
      weightInitializer: weightInitializer, dtype: dtype, file: file,
      line: line)
  }

  public override var details: String {
    "\(normalizedShape), epsilon: \(epsilon.map { "\($0)" } ?? "nil"), elementwiseAffine: \(weight != nil)"
  }

  public func forward(_ x: Tensor) -> Tensor {
    rmsNorm(x, normalizedShape: normalizedShape, weight: weight, epsilon: epsilon)
  }
}
