import TapestryCore

/// In training, zeroes each element with a probability and scales the others so that the expected value stays; in
/// evaluation, passes on what comes. `torch.nn.Dropout`; Srivastava et al., 2014.
public final class Dropout: DropoutLayer, Layer {
  public func forward(_ x: Tensor) -> Tensor {
    isTraining ? dropout(x, probability: probability) : x
  }
}
