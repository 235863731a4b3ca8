import TapestryCore

extension Convolution {
  /// A convolution that does what this one and a batch normalization behind it do in evaluation.
  ///
  /// ```swift
  /// let fast = Sequential { convolution.fused(with: norm); ReLU() }
  /// ```
  ///
  /// - Parameter norm: for as many axes and channels as this layer gives, with running statistics. It must be in evaluation mode, as this
  ///   layer.
  /// - Returns: a new layer with a bias, in evaluation mode, which asks for gradients where this one's weight does.
  ///
  /// `torch.nn.utils.fusion.fuse_conv_bn_eval`.
  public final func fused(
    with norm: BatchNorm, file: StaticString = #fileID, line: UInt = #line
  ) -> Self {
    let map = norm.channelMap(behind: self, outputs, axes: Self.axes, file: file, line: line)
    let fused = Self(
      weight.shape[1] * groups, outputs, kernelSize: kernelSize, stride: stride, padding: padding,
      dilation: dilation, groups: groups, paddingMode: paddingMode, weightInitializer: .zeros,
      biasInitializer: .zeros, dtype: weight.dtype)
    map.apply(to: weight, bias, into: fused.weight, fused.bias!)
    return fused.eval()
  }
}

extension Linear {
  /// A layer that does what this one and a ``BatchNorm1d`` behind it do in evaluation, for inputs `[batch, inputs]`.
  ///
  /// - Parameter norm: with a channel for each output and with running statistics. It must be in evaluation mode, as this layer.
  /// - Returns: a new layer with a bias, in evaluation mode, which asks for gradients where this one's weight does.
  ///
  /// `torch.nn.utils.fusion.fuse_linear_bn_eval`.
  public func fused(
    with norm: BatchNorm, file: StaticString = #fileID, line: UInt = #line
  ) -> Linear {
    let map = norm.channelMap(behind: self, outputs, axes: 0, file: file, line: line)
    let fused = Linear(
      weight.shape[1], outputs, weightInitializer: .zeros, biasInitializer: .zeros,
      dtype: weight.dtype)
    map.apply(to: weight, bias, into: fused.weight, fused.bias!)
    return fused.eval()
  }
}

extension BatchNorm {
  /// What the layer does in evaluation.
  fileprivate func channelMap(
    behind layer: Module, _ outputs: Int, axes: Int, file: StaticString, line: UInt
  ) -> ChannelMap {
    func check(_ condition: Bool, _ message: @autoclosure () -> String) {
      demand(condition, "\(type(of: layer)).fused: \(message())", file: file, line: line)
    }
    check(!layer.isTraining && !isTraining, "both layers must be in evaluation mode: call eval()")
    check(Self.axes.contains(axes), "\(Self.self) does not take its outputs")
    check(
      !layer.hasPendingSizes && !hasPendingSizes, "sizes are not known yet: \(Module.firstBatch)")
    guard let runningMean, let runningVar else {
      mistake(
        "\(type(of: layer)).fused: \(Self.self) has no running statistics", file: file, line: line)
    }
    check(
      runningMean.count == outputs,
      "\(outputs) outputs and \(runningMean.count) channels of \(Self.self)")
    return noGrad {
      let share = (runningVar + epsilon).rsqrt()
      let scale = weight.map { $0 * share } ?? share
      let shift = runningMean * -scale
      return ChannelMap(scale: scale, shift: bias.map { $0 + shift } ?? shift)
    }
  }
}

/// `scale · x + shift`, with a number for each channel.
private struct ChannelMap {
  let scale: Tensor  // [channels]
  let shift: Tensor  // [channels]

  /// Sets a weight, whose first axis is the channels, and a bias to what gives mapped results.
  func apply(
    to weight: Parameter, _ bias: Parameter?, into newWeight: Parameter, _ newBias: Parameter
  ) {
    let perChannel = Shape([scale.count] + Array(repeating: 1, count: weight.rank - 1))
    noGrad {
      newWeight.copy(from: weight * scale.reshaped(to: perChannel))
      newBias.copy(from: bias.map { $0 * scale + shift } ?? shift)
    }
    for parameter in [newWeight, newBias] { parameter.requiresGrad = weight.requiresGrad }
  }
}
