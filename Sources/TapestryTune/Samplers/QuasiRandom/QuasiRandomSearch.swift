/// Takes the points of a Sobol sequence, which fill the space more evenly than random ones.
///
/// It looks at no other trial: the trial's number and the order in which it asks for its hyper-parameters say which point it is. The first
/// trial is in the middle of the space. What is asked for beyond the 160th hyper-parameter is random. `optuna.samplers.QMCSampler`, which
/// begins with a random trial and then a corner.
public struct QuasiRandomSearch: ParameterSampler {
  /// Whether the points are moved, otherwise for each seed, in a way that keeps them even.
  public var isScrambled: Bool

  /// - Parameter isScrambled: whether the points are moved, otherwise for each seed, in a way that keeps them even.
  public init(isScrambled: Bool = false) { self.isScrambled = isScrambled }

  public func sample(
    _ name: String, _ distribution: Distribution, _ context: inout SamplingContext
  ) -> Double {
    let dimension = context.position
    guard dimension < SobolSequence.dimensions else {
      return RandomSearch().sample(name, distribution, &context)
    }
    let shift = isScrambled ? SobolSequence.shift(of: dimension, seed: context.seed) : 0
    return distribution.code(
      unit: SobolSequence.coordinate(dimension, of: context.trial + 1, shift: shift))
  }
}
