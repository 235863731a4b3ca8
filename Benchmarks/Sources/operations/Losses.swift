import Tapestry

func addLosses(to catalogue: Catalogue) {
  let (scores, labels) = (leaf([2048, 1000]), Tensor.randint(0..<1000, [2048]))
  let (y, t) = (leaf([1 << 20]), Tensor.rand([1 << 20]))
  catalogue.addBoth("loss.cross_entropy", by: [scores]) { crossEntropy(scores, labels) }
  catalogue.addBoth("loss.mse", by: [y]) { mseLoss(y, t) }
  catalogue.addBoth("loss.smooth_l1", by: [y]) { smoothL1Loss(y, t) }
  catalogue.addBoth("loss.bce_with_logits", by: [y]) { binaryCrossEntropyWithLogits(y, t) }
  catalogue.addBoth("activation.relu", by: [y]) { y.relu() }
  catalogue.addBoth("activation.gelu", by: [y]) { y.gelu() }
  catalogue.addBoth("activation.chain", by: [y]) { (y * t + y).tanh() * 2 }
}

func addOptimizers(to catalogue: Catalogue) {
  let optimizers: KeyValuePairs<String, ([Parameter]) -> Optimizer> = [
    "sgd_momentum": { SGD($0, learningRate: 0.01, momentum: 0.9) },
    "adam": { Adam($0, learningRate: 0.001) }, "adamw": { AdamW($0, learningRate: 0.001) },
    "rmsprop": { RMSprop($0, learningRate: 0.001) },
  ]
  for (name, make) in optimizers {
    let parameters = (0..<20).map { _ in Parameter(Tensor.randn([256, 256])) }
    for parameter in parameters { parameter.grad = Tensor.randn([256, 256]) }
    let optimizer = make(parameters)
    catalogue.add("optimizer.\(name)") { optimizer.step() }
  }
}
