import Tapestry

/// One step of training a small convolutional network on one batch of 128: forward, backward, Adam, and the loss as a number.
func cnnStep(_ report: Report, _ train: Digits) {
  guard report.wants("cnn_step") else { return }
  let model = CNN()
  let optimizer = Adam(model.parameters(), learningRate: 1e-3)
  let (images, labels) = (train.images[..<128].unsqueezed(1), train.labels[..<128])
  let time = median(of: 12) {
    optimizer.zeroGrad()
    let loss = crossEntropy(model(images), labels)
    loss.backward()
    optimizer.step()
    _ = loss.item()
  }
  report.emit("cnn_step", time * 1e3, "ms")
}

/// Two convolutions, a pooling and two layers of 128 and 10 units.
private final class CNN: Module, Layer {
  let firstWeight = CNN.uniform([32, 1, 3, 3])
  let firstBias = CNN.uniform([32])
  let secondWeight = CNN.uniform([64, 32, 3, 3])
  let secondBias = CNN.uniform([64])
  let dropout = Dropout(0.25)
  let head = Sequential {
    Flatten()
    Linear(9216, 128)
    ReLU()
    Dropout(0.5)
    Linear(128, 10)
  }

  func forward(_ x: Tensor) -> Tensor {
    let hidden = conv2d(x, firstWeight, firstBias).relu()
    let features = conv2d(hidden, secondWeight, secondBias).relu()
    return head(dropout(maxPool2d(features, kernelSize: 2)))
  }

  /// Small weights of either sign.
  private static func uniform(_ shape: Shape) -> Parameter {
    Parameter((Tensor.rand(shape) - 0.5) * 0.2)
  }
}
