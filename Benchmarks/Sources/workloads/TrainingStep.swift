import Tapestry

/// The median time of a training step in ms: forward, backward, Adam, and the loss as a number.
///
/// - Parameter targets: a class for each row of scores.
func stepTime(
  _ model: some Module & Layer, _ inputs: Tensor, _ targets: Tensor, of count: Int
) -> Double {
  let optimizer = Adam(model.parameters(), learningRate: 1e-3)
  return 1e3
    * median(of: count) {
      optimizer.zeroGrad()
      let scores = model(inputs)
      let loss = crossEntropy(scores.reshaped(to: [-1, scores.shape.last!]), targets.flattened())
      loss.backward()
      optimizer.step()
      _ = loss.item()
    }
}
