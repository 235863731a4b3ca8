import Tapestry

/// What an operation costs beside its arithmetic: additions of four numbers, by the thousand.
func smallOps(_ report: Report) {
  let (p, q) = (Tensor.ones([4]), Tensor.ones([4]))
  if report.wants("op_add4_nograd") {
    let time = median(of: 30) { for _ in 0..<1000 { _ = p + q } }
    report.emit("op_add4_nograd", time * 1e6, "ns")
  }
  let r = Tensor.ones([4]).requiringGrad()
  if report.wants("op_add4_grad") {
    let time = median(of: 30) { for _ in 0..<1000 { _ = r + q } }
    report.emit("op_add4_grad", time * 1e6, "ns")
  }
  if report.wants("op_chain_fwd_bwd") {
    let time = median(of: 30) {
      var t = r
      for _ in 0..<1000 { t = t + q }
      t.sum().backward()
    }
    report.emit("op_chain_fwd_bwd", time * 1e6, "ns")
  }
}
