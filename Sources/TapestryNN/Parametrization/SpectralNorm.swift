import TapestryCore

/// Spectral normalization: a layer whose weight is divided by its largest singular value, which bounds how much the layer can stretch its
/// input. Miyato et al., 2018.
///
/// ```swift
/// let critic = SpectralNorm(Conv2d(3, 64, kernelSize: 3))   // "critic.parametrizations.weight.original", "….0._u", "….0._v"
/// ```
///
/// The singular value is estimated by power iteration, which goes on by ``powerIterations`` steps at each call in training mode and rests in
/// evaluation. Gradients pass through the estimate, with its two vectors held fast. ``ParametrizedLayer`` says what can be
/// wrapped. `torch.nn.utils.parametrizations.spectral_norm`.
public final class SpectralNorm<Wrapped: WeightedLayer>: ParametrizedLayer<Wrapped> {
  /// How many steps a call in training mode makes.
  public let powerIterations: Int

  public let epsilon: Double

  /// The axis that becomes the rows of the matrix whose singular value is taken; the others together are its columns.
  public let axis: Int

  /// The wrapped layer's weight before it is divided.
  public let original: Parameter

  private let u: Buffer  // [rows]
  private let v: Buffer  // [columns]

  /// - Parameters:
  ///   - powerIterations: at least 1.
  ///   - epsilon: the least norm that the vectors of the iteration are divided by.
  ///   - axis: of the outputs, counted from the end where negative; nil is 1 for transposed convolutions and 0 for other layers.
  public init(
    _ layer: Wrapped, powerIterations: Int = 1, epsilon: Double = 1e-12, axis: Int? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) {
    layer.checkWrappable("SpectralNorm", file: file, line: line)
    demand(
      powerIterations > 0, "SpectralNorm: powerIterations \(powerIterations) must be at least 1",
      file: file, line: line)
    let usual = layer is TransposedConvolution ? 1 : 0
    let rows = layer.weightAxis(axis ?? usual, "SpectralNorm", file: file, line: line)
    (self.powerIterations, self.epsilon, self.axis) = (powerIterations, epsilon, rows)
    original = layer.weight
    let size = original.shape[rows]
    let columns = original.shape.reduce(1, *) / Swift.max(size, 1)
    func start(_ count: Int) -> Buffer {
      Buffer(normalize(.randn([count], dtype: layer.weight.dtype), axis: 0, epsilon: epsilon))
    }
    (u, v) = (start(size), start(columns))
    super.init(layer)
    iterate(15)
  }

  public override func key(for path: String) -> String {
    switch path {
    case "original": "parametrizations.weight.original"
    case "u", "v": "parametrizations.weight.0._\(path)"
    default: path
    }
  }

  public override var details: String {
    settings(
      layer.details, setting("powerIterations", powerIterations, unless: 1),
      setting("axis", axis, unless: 0))
  }

  public override func derivedWeight() -> Tensor {
    if isTraining { iterate(powerIterations) }
    // Copies, for a later call changes the vectors before the backward pass of this one has read them.
    let (u, v) = (u.clone(), v.clone())
    return original / u.dot(matrix.matmul(v))
  }

  private var matrix: Tensor { original.movedAxis(from: axis, to: 0).flattened(from: 1) }

  private func iterate(_ count: Int) {
    noGrad {
      let matrix = matrix
      for _ in 0..<count {
        u.copy(from: normalize(matrix.matmul(v), axis: 0, epsilon: epsilon))
        v.copy(from: normalize(matrix.transposed().matmul(u), axis: 0, epsilon: epsilon))
      }
    }
  }
}
