/// The sizes of one convolution, and its three products.
///
/// With x the input, w the weight and y the output, the sum over all places of `y · conv(x, w)` is linear in each of the three.
/// Its derivatives by y, x and w are the convolution itself, ``input(_:_:bias:)`` (which is the transposed convolution) and
/// ``weight(_:_:)``; the derivatives of each of these are again among them.
struct ConvolutionGeometry {
  let batch, groups: Int
  /// Channels of all groups together.
  let inputChannels, outputChannels: Int
  /// Along each spatial axis. `padding` is that before the first place; behind the last there is what `output` implies.
  let input, output, kernel, stride, padding, dilation: [Int]

  var inputShape: Shape { Shape([batch, inputChannels] + input) }
  var outputShape: Shape { Shape([batch, outputChannels] + output) }
  var weightShape: Shape { Shape([outputChannels, inputChannels / Swift.max(groups, 1)] + kernel) }

  /// Whether each output place is made of the input's channels at the same place: then it is a product of matrices.
  private var isPointwise: Bool {
    kernel.allSatisfy { $0 == 1 } && stride.allSatisfy { $0 == 1 } && input == output
  }

  /// Whether ``Winograd`` computes the products with `x` as images.
  private func suitsWinograd(_ x: Tensor) -> Bool {
    kernel == [3, 3] && stride == [1, 1] && dilation == [1, 1] && groups == 1
      && x.dtype == .float32 && inputShape.product > 0 && outputShape.product > 0
      && Winograd.suits(inputs: inputChannels, outputs: outputChannels)
  }

  // MARK: The three products

  /// The convolution of `x` with `w`, of `inputShape` and `weightShape`.
  func output(_ x: Tensor, _ w: Tensor, bias: Tensor? = nil) -> Tensor {
    if !x.dtype.isFloatingPoint { return integerOutput(x, w, bias: bias) }
    let result = Tensor(uninitialized: outputShape, dtype: x.dtype)
    noGrad {
      if isPointwise {
        let factors = w.reshaped(to: grouped(outputChannels, inputChannels / groups))
        multiply(factors, x, inputChannels, bias, into: result)
        return
      }
      let (x, w) = (x.contiguous(), w.contiguous())
      if suitsWinograd(x)
        && Winograd.convolve(
          x, w, isTurned: false, bias: bias, start: padding.map { -$0 }, into: result)
      {
        return
      }
      ConvolutionLoops.gather(
        x, w, bias: bias, groups: groups, axes: axes(forwardAxis), into: result)
    }
    MultiplyAdds.add(result.count * (w.count / Swift.max(outputChannels, 1)))
    return recorded(result, .output, x, w, bias)
  }

  /// The derivative by the input, where `y`, of `outputShape`, is the output's.
  func input(_ y: Tensor, _ w: Tensor, bias: Tensor? = nil) -> Tensor {
    if !y.dtype.isFloatingPoint { return integerInput(y, w, bias: bias) }
    let result = Tensor(uninitialized: inputShape, dtype: y.dtype)
    noGrad {
      let sizes = [groups, outputChannels / groups, inputChannels / groups] + kernel
      let swapped = w.reshaped(to: Shape(sizes)).transposed(1, 2)
      if isPointwise {
        let factors = swapped.reshaped(to: grouped(inputChannels, outputChannels / groups))
        multiply(factors, y, outputChannels, bias, into: result)
        return
      }
      let y = y.contiguous()
      if suitsWinograd(y)
        && Winograd.convolve(
          y, w.contiguous().transposed(0, 1), isTurned: true, bias: bias,
          start: padding.map { $0 - 2 }, into: result)
      {
        return
      }
      gatherPhases(y, swapped, bias, into: result)
    }
    MultiplyAdds.add(y.count * (w.count / Swift.max(outputChannels, 1)))
    return recorded(result, .input, y, w, bias)
  }

  /// The derivative by the weight, where `y` is the output's.
  func weight(_ x: Tensor, _ y: Tensor) -> Tensor {
    let result = Tensor(uninitialized: weightShape, dtype: x.dtype)
    noGrad {
      let (x, y) = (x.contiguous(), y.contiguous())
      if suitsWinograd(x)
        && Winograd.weightGradient(x, y, start: padding.map { -$0 }, into: result)
      {
        return
      }
      ConvolutionLoops.weightGradient(
        x, y, groups: groups, axes: axes(forwardAxis), into: result)
    }
    return recorded(result, .weight, x, y, nil)
  }

  private func recorded(
    _ result: Tensor, _ product: ConvolutionDerivative.Product, _ a: Tensor, _ b: Tensor,
    _ bias: Tensor?
  ) -> Tensor {
    func derivative() -> ConvolutionDerivative {
      ConvolutionDerivative(geometry: self, product: product, factors: SavedPair(factors: a, b))
    }
    guard let bias else { return result.recorded(a, b, derivative()) }
    return result.recorded(a, b, bias, derivative())
  }

  // MARK: Products of matrices

  private func grouped(_ channels: Int, _ inner: Int) -> Shape {
    [1, groups, channels / groups, inner]
  }

  /// `factors` `[1, groups, to, from]` times the channels of each group.
  private func multiply(
    _ factors: Tensor, _ x: Tensor, _ channels: Int, _ bias: Tensor?, into result: Tensor
  ) {
    let places = input.reduce(1, *)
    let target = result.reshaped(to: [batch, groups, factors.shape[2], places])
    if let bias {
      let start = bias.reshaped(to: [1, groups, factors.shape[2], 1])
      Copy.run(start.expanded(to: target.shape), into: target)
    }
    Gemm.run(
      factors, x.contiguous().reshaped(to: [batch, groups, channels / groups, places]),
      into: target, from: bias == nil ? .zeros : .output)
  }

  // MARK: Places along axes

  /// Three axes: those of size 1 in front are left out of the geometry.
  private func axes(_ axis: (Int) -> GatherAxis) -> [GatherAxis] {
    let missing = GatherAxis(inputSize: 1, outputSize: 1, count: 1, inputStep: 1, offsets: [0])
    return Array(repeating: missing, count: 3 - input.count) + input.indices.map(axis)
  }

  private func forwardAxis(_ axis: Int) -> GatherAxis {
    GatherAxis(
      inputSize: input[axis], outputSize: output[axis], count: output[axis],
      inputStep: stride[axis],
      offsets: (0..<kernel[axis]).map { $0 * dilation[axis] - padding[axis] })
  }

  /// The input's places that lie a stride apart are made by the same taps: each such set is a convolution of the output's
  /// derivative with stride 1.
  private func gatherPhases(_ y: Tensor, _ w: Tensor, _ bias: Tensor?, into result: Tensor) {
    let counts = stride.indices.map { Swift.min(stride[$0], input[$0]) }
    for number in 0..<counts.reduce(1, *) {
      var (rest, phase) = (number, stride)
      for axis in stride.indices.reversed() {
        phase[axis] = rest % counts[axis]
        rest /= counts[axis]
      }
      let taps = stride.indices.map { axis in
        (0..<kernel[axis]).filter {
          (phase[axis] + padding[axis] - $0 * dilation[axis]) % stride[axis] == 0
        }
      }
      var factors = w
      for axis in stride.indices where taps[axis].count < kernel[axis] {
        let (first, count) = (taps[axis].first ?? 0, taps[axis].count)
        factors = factors.sliced(
          axis: axis + 3, start: first, size: count, step: count > 1 ? taps[axis][1] - first : 1)
      }
      let shape = [inputChannels, outputChannels / groups] + taps.map(\.count)
      ConvolutionLoops.gather(
        y, factors.reshaped(to: Shape(shape)).contiguous(), bias: bias, groups: groups,
        axes: axes { backwardAxis($0, phase: phase[$0], taps: taps[$0]) }, into: result)
    }
  }

  private func backwardAxis(_ axis: Int, phase: Int, taps: [Int]) -> GatherAxis {
    let step = stride[axis]
    return GatherAxis(
      inputSize: output[axis], outputSize: input[axis],
      count: (input[axis] - phase + step - 1) / step,
      start: phase, step: step, inputStep: 1,
      offsets: taps.map { (phase + padding[axis] - $0 * dilation[axis]) / step })
  }
}

struct ConvolutionDerivative: Derivative {
  /// Which of the three was computed.
  enum Product { case output, input, weight }

  static let name = "convolution"
  let geometry: ConvolutionGeometry
  let product: Product
  let factors: SavedPair

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    switch product {
    case .output:
      inputs.add(0, geometry.input(gradient, factors.right))
      inputs.add(1, geometry.weight(factors.left, gradient))
    case .input:
      inputs.add(0, geometry.output(gradient, factors.right))
      inputs.add(1, geometry.weight(gradient, factors.left))
    case .weight:
      inputs.add(0, geometry.input(factors.right, gradient))
      inputs.add(1, geometry.output(factors.left, gradient))
      return
    }
    inputs.add(2, gradient.sum(axes: [0] + (2..<gradient.rank)))
  }
}
