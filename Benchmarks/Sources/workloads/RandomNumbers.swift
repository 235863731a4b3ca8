import Tapestry

/// Random numbers, many at a time.
func randomNumbers(_ report: Report) {
  if report.wants("rand_normal_16M") {
    report.emit("rand_normal_16M", median(of: 5) { _ = Tensor.randn([1 << 24]) } * 1e3, "ms")
  }
  if report.wants("rand_uniform_16M") {
    report.emit("rand_uniform_16M", median(of: 5) { _ = Tensor.rand([1 << 24]) } * 1e3, "ms")
  }
  if report.wants("rand_perm_60K") {
    report.emit("rand_perm_60K", median(of: 20) { _ = Tensor.randperm(60000) } * 1e6, "us")
  }
}
