import Tapestry

/// Convolutions of images by square kernels, forward, and forward with both derivatives, in billions of operations a second.
func convolutions(_ report: Report) {
  let works = [(32, 64, 56, 64, 3), (32, 128, 28, 128, 3), (128, 1, 28, 32, 3), (32, 3, 64, 64, 7)]
  for (batch, channels, size, outputs, kernel) in works {
    let name = "\(batch)x\(channels)x\(size)_\(outputs)x\(kernel)"
    guard report.wants("conv_fwd_\(name)") || report.wants("conv_fwdbwd_\(name)") else { continue }
    let x = Tensor.randn([batch, channels, size, size]).requiringGrad()
    let w = Tensor.randn([outputs, channels, kernel, kernel]).requiringGrad()
    let padding = ConvolutionPadding.sizes(PerAxis(kernel / 2))
    let work = 2 * Double(batch * outputs * size * size) * Double(channels * kernel * kernel)
    let forward = median(of: 6, warmUps: 1) { _ = conv2d(x, w, padding: padding) }
    report.emit("conv_fwd_\(name)", work / forward / 1e9, "GFLOP/s")
    let gradient = Tensor.randn([batch, outputs, size, size])
    let both = median(of: 4, warmUps: 1) {
      _ = grad(of: conv2d(x, w, padding: padding), with: [x, w], gradient: gradient)
    }
    report.emit("conv_fwdbwd_\(name)", 3 * work / both / 1e9, "GFLOP/s")
  }
}
