import Tapestry

/// The answer to one image, without a record.
func mlpInference(_ report: Report, _ train: Digits) throws {
  guard report.wants("mlp_infer1") else { return }
  let model = makeMLP().eval()
  let image = try train.first(1).images
  let time = noGrad { median(of: 20) { for _ in 0..<100 { _ = model(image) } } }
  report.emit("mlp_infer1", time * 1e6 / 100, "us")
}
