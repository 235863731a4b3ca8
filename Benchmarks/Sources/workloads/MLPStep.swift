import Tapestry

/// One step of training on one batch of 128: forward, backward, Adam, and the loss as a number.
func mlpStep(_ report: Report, _ train: Digits) {
  guard report.wants("mlp_step") else { return }
  let model = makeMLP()
  let optimizer = Adam(model.parameters(), learningRate: 1e-3)
  let (images, labels) = (train.images[..<128], train.labels[..<128])
  let time = median(of: 300) {
    optimizer.zeroGrad()
    let loss = crossEntropy(model(images), labels)
    loss.backward()
    optimizer.step()
    _ = loss.item()
  }
  report.emit("mlp_step", time * 1e3, "ms")
}
