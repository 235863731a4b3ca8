/// Draws every hyper-parameter at random, evenly on its scale (Bergstra and Bengio, "Random search for hyper-parameter
/// optimization", 2012).
///
/// It looks at no other trial: the same seed gives the same trials on any number of threads.
public struct RandomSearch: ParameterSampler {
  /// It has no settings.
  public init() {}

  public func sample(
    _ name: String, _ distribution: Distribution, _ context: inout SamplingContext
  ) -> Double {
    distribution.code(unit: context.random.uniform())
  }
}
