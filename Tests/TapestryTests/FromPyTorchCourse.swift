import Tapestry
import Testing

@Suite struct FromPyTorchCourse {
  @Test func aStep() {
    let (images, labels) = (Tensor.zeros([8, 1, 28, 28]), Tensor.zeros([8], dtype: .int64))
    // shown
    let model = Sequential {
      Conv2d(1, 16, kernelSize: 3)
      ReLU()
      MaxPool2d(kernelSize: 2)
      Flatten()
      Linear(16 * 13 * 13, 10)
    }
    let optimizer = SGD(model.parameters(), learningRate: 0.1, momentum: 0.9)

    optimizer.zeroGrad()
    let loss = crossEntropy(model(images), labels)
    loss.backward()
    optimizer.step()
    // end
    #expect(loss.item().isFinite)
  }
}
