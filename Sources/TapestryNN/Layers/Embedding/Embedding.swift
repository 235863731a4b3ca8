import TapestryCore

/// A table of vectors, looked up by number: words, users, or whatever is counted.
///
/// Shapes: input `[…]` of an integer dtype, output `[…, size]`. Vectors start normal with variance 1, as in `torch.nn.Embedding`.
public final class Embedding: Module, Layer {
  public let paddingIndex: Int?
  public let maxNorm: Double?
  public let normType: Double
  public let scaleGradByFreq: Bool

  private let weightSlot: TensorSlot<Parameter>  // [rows, size]

  /// - Parameters:
  ///   - rows: how many vectors there are.
  ///   - size: of each vector.
  ///   - paddingIndex: a row that starts at zero and is not learned; counted from the end where negative.
  ///   - maxNorm: rows with a larger norm are scaled down to it, in place, when they are looked up.
  ///   - normType: the exponent of that norm.
  ///   - scaleGradByFreq: whether gradients of rows are divided by how often they were looked up.
  ///   - weightInitializer: what the vectors start from; nil for the default.
  public init(
    _ rows: Int, _ size: Int, paddingIndex: Int? = nil, maxNorm: Double? = nil,
    normType: Double = 2, scaleGradByFreq: Bool = false, weightInitializer: Initializer? = nil,
    dtype: DType = .float32, file: StaticString = #fileID, line: UInt = #line
  ) {
    let check = LayerCheck("Embedding", file: file, line: line)
    self.paddingIndex = check.table(rows, size, paddingIndex: paddingIndex)
    (self.maxNorm, self.normType) = (maxNorm, normType)
    self.scaleGradByFreq = scaleGradByFreq
    weightSlot = TensorSlot("weight", [rows, size])
    weightSlot.value = .table(rows, size, self.paddingIndex, weightInitializer, dtype)
    super.init()
  }

  /// A table of vectors that are known already.
  ///
  /// - Parameters:
  ///   - vectors: `[rows, size]`; shared, not copied.
  ///   - isFrozen: whether they stay as they are. `torch.nn.Embedding.from_pretrained`.
  public convenience init(
    pretrained vectors: Tensor, isFrozen: Bool = true, paddingIndex: Int? = nil,
    maxNorm: Double? = nil, normType: Double = 2, scaleGradByFreq: Bool = false,
    file: StaticString = #fileID, line: UInt = #line
  ) {
    LayerCheck("Embedding", file: file, line: line)
      .demand(vectors.rank == 2, "vectors \(vectors.shape) must be [rows, size]")
    self.init(
      vectors.shape[0], vectors.shape[1], paddingIndex: paddingIndex, maxNorm: maxNorm,
      normType: normType, scaleGradByFreq: scaleGradByFreq, weightInitializer: .zeros,
      dtype: vectors.dtype, file: file, line: line)
    weightSlot.value = Parameter(vectors, requiresGrad: !isFrozen)
  }

  /// `[rows, size]`. Setting another layer's makes both share it.
  public var weight: Parameter {
    get { weightSlot.value }
    set { weightSlot.share(newValue) }
  }

  public override var details: String {
    settings(
      "\(weight.shape[0]), \(weight.shape[1])", setting("paddingIndex", paddingIndex),
      setting("maxNorm", maxNorm), setting("normType", normType, unless: 2),
      setting("scaleGradByFreq", scaleGradByFreq, unless: false))
  }

  public func forward(_ x: Tensor) -> Tensor {
    embedding(
      x, weight, paddingIndex: paddingIndex, maxNorm: maxNorm, normType: normType,
      scaleGradByFreq: scaleGradByFreq)
  }
}

extension Parameter {
  /// The vectors of a table as they start.
  static func table(
    _ rows: Int, _ size: Int, _ paddingIndex: Int?, _ initializer: Initializer?, _ dtype: DType
  ) -> Parameter {
    let values = (initializer ?? .normal())([rows, size], dtype: dtype)
    if let paddingIndex { noGrad { values[paddingIndex].initialize(.zeros) } }
    return Parameter(values)
  }
}

extension LayerCheck {
  /// The row of padding, counted from the beginning.
  func table(_ rows: Int, _ size: Int, paddingIndex: Int?) -> Int? {
    demand(rows >= 0 && size >= 0, "\(rows) rows of \(size)")
    guard let paddingIndex else { return nil }
    demand(
      (-rows..<rows).contains(paddingIndex), "paddingIndex \(paddingIndex) for \(rows) rows")
    return paddingIndex < 0 ? paddingIndex + rows : paddingIndex
  }
}
