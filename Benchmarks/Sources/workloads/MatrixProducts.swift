import Tapestry

/// Products of square matrices, in billions of operations a second.
func matrixProducts(_ report: Report) {
  for n in [64, 256, 1024, 2048] where report.wants("mm_\(n)") {
    let (a, b) = (Tensor.randn([n, n]), Tensor.randn([n, n]))
    let time = median(of: n > 1000 ? 10 : 60) { _ = a.matmul(b) }
    report.emit("mm_\(n)", 2 * Double(n * n * n) / time / 1e9, "GFLOP/s")
  }
}
