import Tapestry

/// Operations whose cost is reading and writing: 2²⁴ elements, larger than any cache, and 2¹⁴, which stay in the first or second.
func elementwise(_ report: Report) {
  large(report)
  small(report)
}

private func large(_ report: Report) {
  guard report.wants(family: "ew_") else { return }
  let n = 1 << 24
  let (a, b) = (Tensor.randn([n]), Tensor.randn([n]))
  if report.wants("ew_add_out") {
    let c = Tensor.zeros([n])
    let time = median(of: 10) { add(a, b, into: c) }
    report.emit("ew_add_out", 12 * Double(n) / time / 1e9, "GB/s")
  }
  let square: Shape = [4096, 4096]
  let works: [(String, () -> Tensor)] = [
    ("add", { a + b }),
    ("exp", { a.exp() }),
    ("tanh", { a.tanh() }),
    ("gelu", { a.gelu() }),
    ("sum", { a.sum() }),
    ("add_bcast", { a.reshaped(to: square) + b[..<4096] }),
    ("add_t", { a.reshaped(to: square) + b.reshaped(to: square).transposed() }),
    ("softmax", { a.reshaped(to: square).softmax(axis: 1) }),
    ("layernorm", { layerNorm(a.reshaped(to: square), normalizedShape: [4096]) }),
    ("sum0", { a.reshaped(to: square).sum(axis: 0) }),
    ("copy_t", { a.reshaped(to: square).transposed().contiguous() }),
    ("argmax", { a.reshaped(to: square).argmax(axis: 1) }),
    ("cumsum", { a.reshaped(to: square).cumsum(axis: 1) }),
  ]
  for (name, work) in works where report.wants("ew_\(name)_16M") {
    report.emit("ew_\(name)_16M", median(of: 10) { _ = work() } * 1e3, "ms")
  }
}

private func small(_ report: Report) {
  guard report.wants(family: "ew_") else { return }
  let (a, b) = (Tensor.randn([16384]), Tensor.randn([16384]))
  let works: [(String, () -> Tensor)] = [
    ("add", { a + b }),
    ("exp", { a.exp() }),
    ("tanh", { a.tanh() }),
    ("sum", { a.sum() }),
  ]
  for (name, work) in works where report.wants("ew_\(name)_16K") {
    let time = median(of: 30) { for _ in 0..<100 { _ = work() } }
    report.emit("ew_\(name)_16K", time * 1e6 / 100, "us")
  }
}
