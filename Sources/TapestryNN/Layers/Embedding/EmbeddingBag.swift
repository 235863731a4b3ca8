import TapestryCore

/// Sums, means or maxima of bags of vectors of a table, without the vectors themselves in between.
///
/// Shapes: input `[bags, length]` of an integer dtype, or `[n]` with offsets, where each bag begins; output `[bags, size]`. Vectors start
/// normal with variance 1, as in `torch.nn.EmbeddingBag`.
public final class EmbeddingBag: Module, Layer {
  public let mode: EmbeddingBagMode
  public let paddingIndex: Int?
  public let maxNorm: Double?
  public let normType: Double
  public let scaleGradByFreq: Bool
  public let includeLastOffset: Bool

  private let weightSlot: TensorSlot<Parameter>  // [rows, size]

  /// - Parameters:
  ///   - rows: how many vectors there are.
  ///   - size: of each vector.
  ///   - paddingIndex: a row that starts at zero, is not learned and does not count in bags; from the end where negative.
  ///   - maxNorm: rows with a larger norm are scaled down to it, in place, when they are looked up.
  ///   - normType: the exponent of that norm.
  ///   - scaleGradByFreq: whether gradients of rows are divided by how often they were looked up.
  ///   - includeLastOffset: whether the last offset is the end of the last bag.
  ///   - weightInitializer: what the vectors start from; nil for the default.
  public init(
    _ rows: Int, _ size: Int, mode: EmbeddingBagMode = .mean, paddingIndex: Int? = nil,
    maxNorm: Double? = nil, normType: Double = 2, scaleGradByFreq: Bool = false,
    includeLastOffset: Bool = false, weightInitializer: Initializer? = nil,
    dtype: DType = .float32, file: StaticString = #fileID, line: UInt = #line
  ) {
    let check = LayerCheck("EmbeddingBag", file: file, line: line)
    self.paddingIndex = check.table(rows, size, paddingIndex: paddingIndex)
    (self.mode, self.maxNorm, self.normType) = (mode, maxNorm, normType)
    (self.scaleGradByFreq, self.includeLastOffset) = (scaleGradByFreq, includeLastOffset)
    weightSlot = TensorSlot("weight", [rows, size])
    weightSlot.value = .table(rows, size, self.paddingIndex, weightInitializer, dtype)
    super.init()
  }

  /// `[rows, size]`.
  public var weight: Parameter { weightSlot.value }

  public override var details: String {
    settings(
      "\(weight.shape[0]), \(weight.shape[1])", "mode: .\(mode)",
      setting("paddingIndex", paddingIndex), setting("maxNorm", maxNorm),
      setting("normType", normType, unless: 2),
      setting("scaleGradByFreq", scaleGradByFreq, unless: false),
      setting("includeLastOffset", includeLastOffset, unless: false))
  }

  public func forward(_ x: Tensor) -> Tensor { bags(x, offsets: nil, perSampleWeights: nil) }

  /// As `layer(x)`, for bags that lie one behind the other in `[n]`, or with weights.
  ///
  /// - Parameters:
  ///   - offsets: where each bag begins: ascending, the first 0, of an integer dtype.
  ///   - perSampleWeights: of the shape of `x`, by which vectors are multiplied; with the mode `.sum` alone.
  public func callAsFunction(
    _ x: Tensor, offsets: Tensor?, perSampleWeights: Tensor? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    called(x, file: file, line: line) {
      bags($0, offsets: offsets, perSampleWeights: perSampleWeights)
    }
  }

  private func bags(_ x: Tensor, offsets: Tensor?, perSampleWeights: Tensor?) -> Tensor {
    embeddingBag(
      x, weight, offsets: offsets, mode: mode, perSampleWeights: perSampleWeights,
      includeLastOffset: includeLastOffset, paddingIndex: paddingIndex, maxNorm: maxNorm,
      normType: normType, scaleGradByFreq: scaleGradByFreq)
  }
}
