import TapestryCore

/// How ``Orthogonal`` makes an orthogonal matrix of any.
public enum OrthogonalMap: Sendable, CaseIterable {
  /// exp(A), where A is the difference of the lower triangle and its transpose.
  case matrixExp
  /// (1 − A/2)⁻¹ (1 + A/2), of the same A.
  case cayley
  /// The product of the reflectors below the diagonal; signs are the diagonal's.
  case householder
}

/// A layer whose weight stays orthogonal while it is trained: its columns are orthonormal, or its rows where these are fewer.
///
/// ```swift
/// let hidden = Orthogonal(Linear(64, 64))   // "hidden.parametrizations.weight.original", "….0.base", "hidden.bias"
/// ```
///
/// The weight is a function of ``original``, which is trained without a constraint. At first it is the wrapped layer's weight, made orthogonal by
/// a QR decomposition where it is not. A weight of more axes is a batch of matrices, of its last two. float32 and float64 only.
/// ``ParametrizedLayer`` says what can be wrapped.
///
/// `torch.nn.utils.parametrizations.orthogonal`; Lezcano-Casado, 2019.
public final class Orthogonal<Wrapped: WeightedLayer>: ParametrizedLayer<Wrapped> {
  public let map: OrthogonalMap

  /// What the weight is computed from; the wrapped layer's parameter.
  public let original: Parameter

  // [n, n] for each matrix, where n is the larger of its sizes.
  private let base: Buffer?
  private var isUnwrapped = false

  /// - Parameters:
  ///   - map: nil is `.matrixExp` for square matrices and `.householder` for others.
  ///   - useTrivialization: whether the map is multiplied with a stored matrix, from which ``original`` tells how far to go: training
  ///     converges faster, and takes the memory. Without it `.matrixExp` and `.cayley` start from where the wrapped layer's weight leads.
  public init(
    _ layer: Wrapped, map: OrthogonalMap? = nil, useTrivialization: Bool = true,
    file: StaticString = #fileID, line: UInt = #line
  ) {
    layer.checkWrappable("Orthogonal", file: file, line: line)
    let weight = layer.weight
    self.map = map ?? (weight.rows == weight.columns ? .matrixExp : .householder)
    let start = noGrad { weight.clone().upright }
    original = weight
    base = useTrivialization ? Buffer(noGrad { start.orthogonalBasis() }) : nil
    super.init(layer)
    noGrad {
      if useTrivialization {
        original.copy(from: -Tensor.eye(original.rows, original.columns, dtype: original.dtype))
      } else if self.map == .householder {
        let reflectors = start.signedReflectors()
        original.copy(from: original.isWide ? reflectors.transposed() : reflectors)
      }
    }
  }

  public override func key(for path: String) -> String {
    switch path {
    case "original": "parametrizations.weight.original"
    case "base": "parametrizations.weight.0.base"
    default: path
    }
  }

  public override var details: String {
    settings(layer.details, "map: \(map)", setting("useTrivialization", base != nil, unless: true))
  }

  public override func derivedWeight() -> Tensor {
    if isUnwrapped { mistake("Orthogonal: called after unwrapped(); use the layer that this gave") }
    let mapped = map == .householder ? original.upright.reflected : rotated(original.upright)
    let weight = base.map { $0.matmul(mapped) } ?? mapped
    return original.isWide ? weight.transposed() : weight
  }

  /// As in ``ParametrizedLayer/unwrapped()``; what was wrapped around it cannot be called any more.
  public override func unwrapped() -> Wrapped {
    let layer = super.unwrapped()
    isUnwrapped = true
    return layer
  }

  /// The first columns of the rotation that a matrix with no fewer rows than columns stands for.
  private func rotated(_ x: Tensor) -> Tensor {
    let lower = x.tril().padded([0, x.rows - x.columns])
    let skew = lower - lower.transposed()
    let rotation: Tensor
    if map == .matrixExp {
      rotation = skew.matrixExp()
    } else {
      let one = Tensor.eye(x.rows, dtype: x.dtype)
      // 1 − A/2 is never singular: the eigenvalues of A are imaginary.
      rotation = (one - skew / 2).solveEx(one + skew / 2).result
    }
    return rotation.narrowed(axis: -1, start: 0, length: x.columns)
  }
}

extension Tensor {
  fileprivate var rows: Int { shape[rank - 2] }
  fileprivate var columns: Int { shape[rank - 1] }
  fileprivate var isWide: Bool { rows < columns }

  /// The matrices, or their transposes, so that there are no fewer rows than columns.
  fileprivate var upright: Tensor { isWide ? transposed() : self }

  /// Square orthogonal matrices: these, where they are; else those whose first columns span what these columns do, in order.
  fileprivate func orthogonalBasis() -> Tensor {
    if rows == columns && isOrthogonal { return clone() }
    let rest = Tensor.randn(
      Shape(shape.dropLast() + [rows - columns]), dtype: dtype)
    let (q, r) = concatenate([self, rest], axis: -1).qr()
    return q * r.diagonal(axis1: -2, axis2: -1).sign().unsqueezed(-2)
  }

  private var isOrthogonal: Bool {
    let one = Tensor.eye(columns, dtype: dtype)
    let precision = dtype == .float64 ? Double.ulpOfOne : Double(Float.ulpOfOne)
    return transposed().matmul(self).allClose(to: one, atol: 10 * Double(rows) * precision)
  }

  /// Reflectors below the diagonal, on it the signs that make the diagonal of R positive.
  fileprivate func signedReflectors() -> Tensor {
    let (packed, scales) = geqrf()
    let signs = packed.diagonal(axis1: -2, axis2: -1).sign()
    // Where LAPACK needs no reflector there will be that of a zero vector, which turns the sign.
    return packed.tril(offset: -1)
      + Tensor.where(scales .== 0, -signs, signs).diagEmbed().padded([0, 0, 0, rows - columns])
  }

  /// The product of the reflectors, with the signs on the diagonal.
  fileprivate var reflected: Tensor {
    let reflectors = tril(offset: -1)
    let scales = 2 / (1 + reflectors.square().sum(axis: -2))
    let signs = noGrad { diagonal(axis1: -2, axis2: -1).truncated() }
    return reflectors.householderProduct(scales) * signs.unsqueezed(-2)
  }
}
