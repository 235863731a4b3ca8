import TapestryCore

/// In training, zeroes each channel as a whole with a probability and scales the others: `[batch, channels, length]`, with or without the batch.
/// `torch.nn.Dropout1d`; Tompson et al., 2015.
public final class Dropout1d: DropoutLayer, Layer {
  public func forward(_ x: Tensor) -> Tensor {
    dropout1d(x, probability: probability, isTraining: isTraining)
  }
}

/// In training, zeroes each channel as a whole with a probability and scales the others: `[batch, channels, height, width]`, with or without the batch.
/// `torch.nn.Dropout2d`; Tompson et al., 2015.
public final class Dropout2d: DropoutLayer, Layer {
  public func forward(_ x: Tensor) -> Tensor {
    dropout2d(x, probability: probability, isTraining: isTraining)
  }
}

/// In training, zeroes each channel as a whole with a probability and scales the others: `[batch, channels, depth, height, width]`, with or without the batch.
/// `torch.nn.Dropout3d`; Tompson et al., 2015.
public final class Dropout3d: DropoutLayer, Layer {
  public func forward(_ x: Tensor) -> Tensor {
    dropout3d(x, probability: probability, isTraining: isTraining)
  }
}
