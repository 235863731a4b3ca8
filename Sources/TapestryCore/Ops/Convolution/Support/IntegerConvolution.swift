// Convolutions of integers, which matrix products of integers are made for: patches are copied out. Sums wrap around.
extension ConvolutionGeometry {
  func integerOutput(_ x: Tensor, _ w: Tensor, bias: Tensor?) -> Tensor {
    let behind = input.indices.map { axis in
      (output[axis] - 1) * stride[axis] + extent(axis) - input[axis] - padding[axis]
    }
    return integerProduct(
      x.spatiallyPadded(before: padding, behind: behind), w, bias, stride: stride)
  }

  /// The transposed convolution: a plain one, with the kernel turned around, of elements a stride apart among zeros.
  func integerInput(_ y: Tensor, _ w: Tensor, bias: Tensor?) -> Tensor {
    let axes = Array(2..<2 + kernel.count)
    let spread = output.indices.map { (output[$0] - 1) * stride[$0] + 1 }
    let among = Tensor.zeros(Shape([batch, outputChannels] + spread), dtype: y.dtype)
    let places = axes.reduce(among) { $0.sliced(axis: $1, by: stride[$1 - 2]) }
    Copy.run(y, into: places)
    let before = kernel.indices.map { extent($0) - 1 - padding[$0] }
    let behind = kernel.indices.map { input[$0] + extent($0) - 1 - before[$0] - spread[$0] }
    let sizes = [groups, outputChannels / groups, inputChannels / groups] + kernel
    let turned = w.reshaped(to: Shape(sizes)).transposed(1, 2)
      .reshaped(to: Shape([inputChannels, outputChannels / groups] + kernel)).flipped(axes: axes)
    return integerProduct(
      among.spatiallyPadded(before: before, behind: behind), turned, bias,
      stride: kernel.map { _ in 1 })
  }

  /// How far a kernel reaches along an axis.
  private func extent(_ axis: Int) -> Int { dilation[axis] * (kernel[axis] - 1) + 1 }

  /// The convolution of padded elements.
  private func integerProduct(
    _ padded: Tensor, _ w: Tensor, _ bias: Tensor?, stride: [Int]
  ) -> Tensor {
    let spatial = kernel.count
    let patches = kernel.indices.reduce(padded) { patches, axis in
      patches.unfolded(axis: 2 + axis, size: extent(axis), step: stride[axis])
        .sliced(axis: -1, by: dilation[axis])
    }
    let counts = Array(patches.shape[2..<2 + spatial])
    let places = counts.reduce(1, *)
    let columns = patches.permuted(
      [0, 1] + Array(2 + spatial..<2 + 2 * spatial) + Array(2..<2 + spatial)
    )
    .reshaped(to: [batch, groups, w.shape.dropFirst().reduce(1, *), places])
    let rows = w.reshaped(to: [groups, w.shape[0] / groups, w.shape.dropFirst().reduce(1, *)])
    let result = rows.matmul(columns).reshaped(to: Shape([batch, w.shape[0]] + counts))
    guard let bias else { return result }
    return result + bias.reshaped(to: Shape([w.shape[0]] + kernel.map { _ in 1 }))
  }
}

extension Tensor {
  /// Zeros before and behind the axes from the third on, or less of them.
  fileprivate func spatiallyPadded(before: [Int], behind: [Int]) -> Tensor {
    padded(zip(before, behind).reversed().flatMap { [$0, $1] })
  }
}
