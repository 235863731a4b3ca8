import Tapestry

/// The transforms of 512 real signals of 512 numbers each.
func fourierTransforms(_ report: Report) {
  guard report.wants("linalg_fft_512") else { return }
  let a = Tensor.randn([512, 512])
  report.emit("linalg_fft_512", median(of: 5, warmUps: 1) { _ = a.fft() } * 1e3, "ms")
}
