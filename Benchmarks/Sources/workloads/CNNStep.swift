import Tapestry

/// One step of training a small convolutional network on one batch of 128.
func cnnStep(_ report: Report, _ train: Digits) throws {
  guard report.wants("cnn_step") else { return }
  let model = Sequential {
    Conv2d(1, 32, kernelSize: 3)
    ReLU()
    Conv2d(32, 64, kernelSize: 3)
    ReLU()
    MaxPool2d(kernelSize: 2)
    Dropout(0.25)
    Flatten()
    Linear(9216, 128)
    ReLU()
    Dropout(0.5)
    Linear(128, 10)
  }
  let (images, labels) = try train.first(128)
  report.emit("cnn_step", stepTime(model, images.unsqueezed(1), labels, of: 12), "ms")
}
