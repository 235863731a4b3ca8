import TapestryCore

/// What ``ConvTranspose1d``, ``ConvTranspose2d`` and ``ConvTranspose3d`` have in common: the derivative of a convolution by its input, as a layer
/// that makes its input larger.
///
/// Weight and bias start uniform in ±1/√n, n being `outputs / groups` times the kernel's size, as in PyTorch.
public class TransposedConvolution: Module {
  class var axes: Int { 0 }

  public let outputs: Int
  public let kernelSize: PerAxis
  public let stride: PerAxis
  public let padding: PerAxis
  public let outputPadding: PerAxis
  public let groups: Int
  public let dilation: PerAxis

  private let kernel: [Int]
  private let start: AffineStart
  private let weightSlot: TensorSlot<Parameter>  // [inputs, outputs / groups, kernel…]
  private let biasSlot: TensorSlot<Parameter>?  // [outputs]

  // Not private: the optimizer (Swift 6.3) then makes an instance of this class where one of a subclass is asked for.
  init(
    inputs: Int?, _ outputs: Int, _ kernelSize: PerAxis, _ stride: PerAxis, _ padding: PerAxis,
    _ outputPadding: PerAxis, _ groups: Int, _ bias: Bool, _ dilation: PerAxis,
    _ start: AffineStart, _ file: StaticString, _ line: UInt
  ) {
    let check = LayerCheck("\(Self.self)", axes: Self.axes, file: file, line: line)
    kernel = check.sizes(kernelSize, "kernelSize")
    check.channels(inputs, outputs, groups: groups)
    let steps = check.sizes(stride, "stride")
    let spacing = check.sizes(dilation, "dilation")
    check.sizes(padding, "padding", atLeast: 0)
    for (axis, extra) in check.sizes(outputPadding, "outputPadding", atLeast: 0).enumerated() {
      check.demand(
        extra < Swift.max(steps[axis], spacing[axis]),
        "outputPadding \(outputPadding) must be less than stride \(stride) or dilation \(dilation)")
    }
    (self.outputs, self.kernelSize, self.stride) = (outputs, kernelSize, stride)
    (self.padding, self.outputPadding) = (padding, outputPadding)
    (self.groups, self.dilation, self.start) = (groups, dilation, start)
    weightSlot = TensorSlot("weight", [nil, outputs / groups] + kernel)
    biasSlot = bias ? TensorSlot("bias", [outputs]) : nil
    super.init()
    if let inputs { makeParameters(inferredSize: inputs) } else { inferSizes() }
  }

  /// - Parameters:
  ///   - padding: by how many places at either end the result is cut.
  ///   - outputPadding: by how many places the result is longer at its end; less than stride or dilation.
  ///   - groups: into how many parts the channels are cut, each convolved by itself.
  ///   - weightInitializer: what the weight starts from; nil for the default.
  ///   - biasInitializer: the same for the bias.
  public required convenience init(
    _ inputs: Int, _ outputs: Int, kernelSize: PerAxis, stride: PerAxis = 1, padding: PerAxis = 0,
    outputPadding: PerAxis = 0, groups: Int = 1, bias: Bool = true, dilation: PerAxis = 1,
    weightInitializer: Initializer? = nil, biasInitializer: Initializer? = nil,
    dtype: DType = .float32, file: StaticString = #fileID, line: UInt = #line
  ) {
    self.init(
      inputs: inputs, outputs, kernelSize, stride, padding, outputPadding, groups, bias, dilation,
      AffineStart(weightInitializer, biasInitializer, dtype), file, line)
  }

  /// A layer that takes the number of its channels from the first input, see ``LazyLayer``. `torch.nn.LazyConvTranspose2d` and its kin.
  public required convenience init(
    out outputs: Int, kernelSize: PerAxis, stride: PerAxis = 1, padding: PerAxis = 0,
    outputPadding: PerAxis = 0, groups: Int = 1, bias: Bool = true, dilation: PerAxis = 1,
    weightInitializer: Initializer? = nil, biasInitializer: Initializer? = nil,
    dtype: DType = .float32, file: StaticString = #fileID, line: UInt = #line
  ) {
    self.init(
      inputs: nil, outputs, kernelSize, stride, padding, outputPadding, groups, bias, dilation,
      AffineStart(weightInitializer, biasInitializer, dtype), file, line)
  }

  /// `[inputs, outputs / groups, kernel…]`.
  public final var weight: Parameter { weightSlot.value }

  /// `[outputs]`.
  public final var bias: Parameter? { biasSlot?.value }

  public override var details: String {
    settings(
      weightSlot.inferredSize.map { "\($0), \(outputs)" } ?? "out: \(outputs)",
      "kernelSize: \(kernelSize)", "stride: \(stride)", setting("padding", padding, unless: 0),
      setting("outputPadding", outputPadding, unless: 0), setting("groups", groups, unless: 1),
      setting("bias", biasSlot != nil, unless: true), setting("dilation", dilation, unless: 1))
  }

  /// As `layer(x)`, with the result's spatial sizes instead of `outputPadding`: where the stride is above 1, several sizes are possible.
  public final func callAsFunction(
    _ x: Tensor, outputSize: PerAxis, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    called(x, file: file, line: line) { x in
      transposed(x, weight, outputPadding: outputPadding(of: x, for: outputSize, file, line))
    }
  }

  func transposed(_ x: Tensor, _ weight: Tensor, outputPadding: PerAxis) -> Tensor {
    mistake("\(type(of: self)): transposed is not overridden")
  }

  public final func inferredSize(from x: Tensor) -> Int { inferredChannels(of: x, axes: Self.axes) }

  public final func makeParameters(inferredSize: Int) {
    start.make(
      weightSlot, biasSlot, inferredSize: inferredSize,
      fanIn: outputs / groups * kernel.reduce(1, *))
  }

  private func outputPadding(
    of x: Tensor, for outputSize: PerAxis, _ file: StaticString, _ line: UInt
  ) -> PerAxis {
    let check = LayerCheck("\(Self.self)", axes: Self.axes, file: file, line: line)
    let wanted = check.sizes(outputSize, "outputSize")
    let (steps, spacing) = (check.sizes(stride, "stride"), check.sizes(dilation, "dilation"))
    let cut = check.sizes(padding, "padding", atLeast: 0)
    return PerAxis(
      wanted.indices.map { axis in
        let size = x.shape[x.rank - Self.axes + axis]
        let least =
          (size - 1) * steps[axis] - 2 * cut[axis] + spacing[axis] * (kernel[axis] - 1) + 1
        check.demand(
          (least..<least + steps[axis]).contains(wanted[axis]),
          "outputSize \(outputSize) for input \(x.shape): axis \(axis) can be \(least)…\(least + steps[axis] - 1)"
        )
        return wanted[axis] - least
      })
  }
}

/// The transpose of a convolution along one axis. `torch.nn.ConvTranspose1d`.
public final class ConvTranspose1d: TransposedConvolution, LazyLayer, WeightedLayer {
  override class var axes: Int { 1 }

  public func forward(_ x: Tensor) -> Tensor { forward(x, weight: weight) }

  public func forward(_ x: Tensor, weight: Tensor) -> Tensor {
    transposed(x, weight, outputPadding: outputPadding)
  }

  override func transposed(_ x: Tensor, _ weight: Tensor, outputPadding: PerAxis) -> Tensor {
    convTranspose1d(
      x, weight, bias, stride: stride, padding: padding, outputPadding: outputPadding,
      groups: groups, dilation: dilation)
  }
}

/// The transpose of a convolution over images: `[batch, inputs, height, width]` to a larger `[batch, outputs, height, width]`.
/// `torch.nn.ConvTranspose2d`.
public final class ConvTranspose2d: TransposedConvolution, LazyLayer, WeightedLayer {
  override class var axes: Int { 2 }

  public func forward(_ x: Tensor) -> Tensor { forward(x, weight: weight) }

  public func forward(_ x: Tensor, weight: Tensor) -> Tensor {
    transposed(x, weight, outputPadding: outputPadding)
  }

  override func transposed(_ x: Tensor, _ weight: Tensor, outputPadding: PerAxis) -> Tensor {
    convTranspose2d(
      x, weight, bias, stride: stride, padding: padding, outputPadding: outputPadding,
      groups: groups, dilation: dilation)
  }
}

/// The transpose of a convolution over volumes. `torch.nn.ConvTranspose3d`.
public final class ConvTranspose3d: TransposedConvolution, LazyLayer, WeightedLayer {
  override class var axes: Int { 3 }

  public func forward(_ x: Tensor) -> Tensor { forward(x, weight: weight) }

  public func forward(_ x: Tensor, weight: Tensor) -> Tensor {
    transposed(x, weight, outputPadding: outputPadding)
  }

  override func transposed(_ x: Tensor, _ weight: Tensor, outputPadding: PerAxis) -> Tensor {
    convTranspose3d(
      x, weight, bias, stride: stride, padding: padding, outputPadding: outputPadding,
      groups: groups, dilation: dilation)
  }
}
