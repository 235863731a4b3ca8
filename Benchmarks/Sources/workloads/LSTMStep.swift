import Tapestry

/// One step of training an LSTM that reads digits row by row, on one batch of 128.
func lstmStep(_ report: Report, _ train: Digits) throws {
  guard report.wants("lstm_step") else { return }
  let (images, labels) = try train.first(128)
  let time = stepTime(RowReader(), images, labels, of: 40)
  report.emit("lstm_step", time, "ms")
}

private final class RowReader: Module, Layer {
  let lstm = LSTM(28, 128, batchFirst: true)
  let output = Linear(128, 10)

  func forward(_ x: Tensor) -> Tensor { output(lstm(x).output[0..., -1]) }
}
