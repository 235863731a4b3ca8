import TapestryCore

/// The cosine of the angle between vectors along an axis of two tensors: `layer(a, b)`. `torch.nn.CosineSimilarity`.
public final class CosineSimilarity: Module, PairLayer {
  public let axis: Int
  public let epsilon: Double

  /// - Parameter epsilon: what norms are at least taken as.
  public init(axis: Int = 1, epsilon: Double = 1e-8) {
    (self.axis, self.epsilon) = (axis, epsilon)
    super.init()
  }

  public override var details: String { "axis: \(axis), epsilon: \(epsilon)" }

  public func forward(_ a: Tensor, _ b: Tensor) -> Tensor {
    cosineSimilarity(a, b, axis: axis, epsilon: epsilon)
  }
}

/// The p-norm of the difference of vectors along the last axis of two tensors: `layer(a, b)`. `torch.nn.PairwiseDistance`.
public final class PairwiseDistance: Module, PairLayer {
  public let p: Double
  public let epsilon: Double
  public let keepDims: Bool

  /// - Parameter epsilon: added to each difference, so that there is a derivative at 0.
  public init(p: Double = 2, epsilon: Double = 1e-6, keepDims: Bool = false) {
    (self.p, self.epsilon, self.keepDims) = (p, epsilon, keepDims)
    super.init()
  }

  public override var details: String { "p: \(p), epsilon: \(epsilon), keepDims: \(keepDims)" }

  public func forward(_ a: Tensor, _ b: Tensor) -> Tensor {
    pairwiseDistance(a, b, p: p, epsilon: epsilon, keepDims: keepDims)
  }
}
