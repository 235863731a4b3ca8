import Tapestry

/// One step of training on one batch of 128.
func mlpStep(_ report: Report, _ train: Digits) throws {
  guard report.wants("mlp_step") else { return }
  let (images, labels) = try train.first(128)
  let time = stepTime(makeMLP(), images, labels, of: 300)
  report.emit("mlp_step", time, "ms")
}
