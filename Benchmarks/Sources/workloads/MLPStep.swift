import Tapestry

/// One step of training on one batch of 128.
func mlpStep(_ report: Report, _ train: Digits) {
  guard report.wants("mlp_step") else { return }
  let time = stepTime(makeMLP(), train.images[..<128], train.labels[..<128], of: 300)
  report.emit("mlp_step", time, "ms")
}
