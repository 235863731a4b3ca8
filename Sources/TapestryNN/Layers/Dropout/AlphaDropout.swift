import TapestryCore

/// In training, puts the limit that ``SELU`` saturates at in place of each element with a probability, then scales and shifts all so that
/// mean 0 and variance 1 stay. `torch.nn.AlphaDropout`; Klambauer et al., 2017.
public final class AlphaDropout: DropoutLayer, Layer {
  public func forward(_ x: Tensor) -> Tensor {
    alphaDropout(x, probability: probability, isTraining: isTraining)
  }
}

/// As ``AlphaDropout`` for each channel of `[batch, channels, …]` as a whole. `torch.nn.FeatureAlphaDropout`.
public final class FeatureAlphaDropout: DropoutLayer, Layer {
  public func forward(_ x: Tensor) -> Tensor {
    featureAlphaDropout(x, probability: probability, isTraining: isTraining)
  }
}
