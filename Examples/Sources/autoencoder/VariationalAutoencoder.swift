import Tapestry

/// Two networks: one tells of an image where among some numbers it belongs, the other draws the image from there.
///
/// Kingma & Welling, Auto-Encoding Variational Bayes, 2014.
final class VariationalAutoencoder: Module {
  let encoder: Sequential
  let mean: Linear
  let logVariance: Linear
  let decoder: Sequential

  init(latentSize: Int) {
    encoder = Sequential {
      Flatten()
      Linear(784, 400)
      ReLU()
    }
    mean = Linear(400, latentSize)
    logVariance = Linear(400, latentSize)
    decoder = Sequential {
      Linear(latentSize, 400)
      ReLU()
      Linear(400, 784)
    }
    super.init()
  }

  /// Where an image belongs: the mean and the logarithm of the variance of each number.
  func encode(_ images: Tensor) -> (mean: Tensor, logVariance: Tensor) {
    let features = encoder(images)
    return (mean(features), logVariance(features))
  }

  /// Images `[N, 28, 28]` with pixels from 0 to 1.
  func decode(_ places: Tensor) -> Tensor {
    decoder(places).sigmoid().reshaped(to: [-1, 28, 28])
  }

  /// How far drawings are from their images, and places from a standard normal distribution; the mean over images.
  func loss(_ images: Tensor) -> Tensor {
    let (mean, logVariance) = encode(images)
    let place = mean + (logVariance * 0.5).exp() * Tensor.randn(mean.shape)
    let drawing = binaryCrossEntropyWithLogits(
      decoder(place), images.flattened(from: 1), reduction: .sum)
    let divergence = (mean.square() + logVariance.exp() - 1 - logVariance).sum() * 0.5
    return (drawing + divergence) / Double(images.shape[0])
  }
}
