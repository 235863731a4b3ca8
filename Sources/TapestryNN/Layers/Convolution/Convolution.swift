import TapestryCore

/// What ``Conv1d``, ``Conv2d`` and ``Conv3d`` have in common: kernels that slide over the input, one for each output channel.
///
/// Weight and bias start uniform in ±1/√n, where n is the number of products that an output adds up, as in PyTorch.
public class Convolution: Module {
  class var axes: Int { 0 }

  public let outputs: Int
  public let kernelSize: PerAxis
  public let stride: PerAxis
  public let padding: ConvolutionPadding
  public let dilation: PerAxis
  public let groups: Int
  public let paddingMode: PaddingMode

  /// What is put around the input before the convolution, which itself knows zeros only.
  private let border: [Int]?
  private let kernel: [Int]
  private let start: AffineStart
  private let weightSlot: TensorSlot<Parameter>  // [outputs, inputs / groups, kernel…]
  private let biasSlot: TensorSlot<Parameter>?  // [outputs]

  // Not private: the optimizer (Swift 6.3) then makes an instance of this class where one of a subclass is asked for.
  init(
    inputs: Int?, _ outputs: Int, _ kernelSize: PerAxis, _ stride: PerAxis,
    _ padding: ConvolutionPadding, _ dilation: PerAxis, _ groups: Int, _ bias: Bool,
    _ paddingMode: PaddingMode, _ start: AffineStart, _ file: StaticString, _ line: UInt
  ) {
    let check = LayerCheck("\(Self.self)", axes: Self.axes, file: file, line: line)
    kernel = check.sizes(kernelSize, "kernelSize")
    check.channels(inputs, outputs, groups: groups)
    let steps = check.sizes(stride, "stride")
    let spacing = check.sizes(dilation, "dilation")
    if padding == .same {
      check.demand(
        steps.allSatisfy { $0 == 1 }, "padding .same with stride \(stride), which must be 1")
    }
    let sides = Convolution.sides(padding, kernel: kernel, dilation: spacing, check)
    border =
      paddingMode == .zeros || sides.allSatisfy { $0 == (0, 0) }
      ? nil : sides.reversed().flatMap { [$0.before, $0.behind] }
    (self.outputs, self.kernelSize, self.stride) = (outputs, kernelSize, stride)
    (self.padding, self.dilation, self.groups) = (padding, dilation, groups)
    (self.paddingMode, self.start) = (paddingMode, start)
    weightSlot = TensorSlot("weight", [outputs, nil] + kernel)
    biasSlot = bias ? TensorSlot("bias", [outputs]) : nil
    super.init()
    if let inputs { makeParameters(inferredSize: inputs / groups) } else { inferSizes() }
  }

  /// - Parameters:
  ///   - padding: numbers, `.same` or `.valid`.
  ///   - groups: into how many parts the channels are cut, each convolved by itself.
  ///   - paddingMode: what the input is surrounded with.
  ///   - weightInitializer: what the weight starts from; nil for the default.
  ///   - biasInitializer: the same for the bias.
  public required convenience init(
    _ inputs: Int, _ outputs: Int, kernelSize: PerAxis, stride: PerAxis = 1,
    padding: ConvolutionPadding = 0, dilation: PerAxis = 1, groups: Int = 1, bias: Bool = true,
    paddingMode: PaddingMode = .zeros, weightInitializer: Initializer? = nil,
    biasInitializer: Initializer? = nil, dtype: DType = .float32, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    self.init(
      inputs: inputs, outputs, kernelSize, stride, padding, dilation, groups, bias, paddingMode,
      AffineStart(weightInitializer, biasInitializer, dtype), file, line)
  }

  /// A layer that takes the number of its channels from the first input, see ``LazyLayer``. `torch.nn.LazyConv2d` and its kin.
  public required convenience init(
    out outputs: Int, kernelSize: PerAxis, stride: PerAxis = 1, padding: ConvolutionPadding = 0,
    dilation: PerAxis = 1, groups: Int = 1, bias: Bool = true, paddingMode: PaddingMode = .zeros,
    weightInitializer: Initializer? = nil, biasInitializer: Initializer? = nil,
    dtype: DType = .float32, file: StaticString = #fileID, line: UInt = #line
  ) {
    self.init(
      inputs: nil, outputs, kernelSize, stride, padding, dilation, groups, bias, paddingMode,
      AffineStart(weightInitializer, biasInitializer, dtype), file, line)
  }

  /// `[outputs, inputs / groups, kernel…]`.
  public final var weight: Parameter { weightSlot.value }

  /// `[outputs]`.
  public final var bias: Parameter? { biasSlot?.value }

  public override var details: String {
    settings(
      weightSlot.inferredSize.map { "\($0 * groups), \(outputs)" } ?? "out: \(outputs)",
      "kernelSize: \(kernelSize)", "stride: \(stride)", setting("padding", padding, unless: 0),
      setting("dilation", dilation, unless: 1), setting("groups", groups, unless: 1),
      setting("bias", biasSlot != nil, unless: true),
      setting("paddingMode", ".\(paddingMode)", unless: ".constant"))
  }

  public final func inferredSize(from x: Tensor) -> Int {
    inferredChannels(of: x, axes: Self.axes, groups: groups)
  }

  public final func makeParameters(inferredSize: Int) {
    start.make(
      weightSlot, biasSlot, inferredSize: inferredSize,
      fanIn: inferredSize * kernel.reduce(1, *))
  }

  /// The input with its border around it, unless that is zeros.
  final func bordered(_ x: Tensor) -> Tensor {
    border.map { x.padded($0, mode: paddingMode) } ?? x
  }

  /// The zeros that are still to be put around.
  final var zeros: ConvolutionPadding { border == nil ? padding : .valid }

  /// How many places each axis gets before and behind it.
  private static func sides(
    _ padding: ConvolutionPadding, kernel: [Int], dilation: [Int], _ check: LayerCheck
  ) -> [(before: Int, behind: Int)] {
    switch padding {
    case .valid: kernel.map { _ in (0, 0) }
    case .sizes(let sizes): check.sizes(sizes, "padding", atLeast: 0).map { ($0, $0) }
    case .same:
      zip(kernel, dilation).map { size, spacing in
        let total = spacing * (size - 1)
        return (total / 2, total - total / 2)
      }
    }
  }
}

/// A convolution along one axis: `[batch, inputs, length]` to `[batch, outputs, length]`, with or without the batch. `torch.nn.Conv1d`.
public final class Conv1d: Convolution, LazyLayer, WeightedLayer {
  override class var axes: Int { 1 }

  public func forward(_ x: Tensor) -> Tensor { forward(x, weight: weight) }

  public func forward(_ x: Tensor, weight: Tensor) -> Tensor {
    conv1d(
      bordered(x), weight, bias, stride: stride, padding: zeros, dilation: dilation, groups: groups)
  }
}

/// A convolution over images: `[batch, inputs, height, width]` to `[batch, outputs, height, width]`, with or without the batch.
/// `torch.nn.Conv2d`.
///
/// ```swift
/// Conv2d(3, 32, kernelSize: 3, padding: .same)
/// Conv2d(out: 32, kernelSize: [3, 1], stride: 2)   // channels from the first input
/// ```
public final class Conv2d: Convolution, LazyLayer, WeightedLayer {
  override class var axes: Int { 2 }

  public func forward(_ x: Tensor) -> Tensor { forward(x, weight: weight) }

  public func forward(_ x: Tensor, weight: Tensor) -> Tensor {
    conv2d(
      bordered(x), weight, bias, stride: stride, padding: zeros, dilation: dilation, groups: groups)
  }
}

/// A convolution over volumes: `[batch, inputs, depth, height, width]` to `[batch, outputs, depth, height, width]`, with or
/// without the batch. `torch.nn.Conv3d`.
public final class Conv3d: Convolution, LazyLayer, WeightedLayer {
  override class var axes: Int { 3 }

  public func forward(_ x: Tensor) -> Tensor { forward(x, weight: weight) }

  public func forward(_ x: Tensor, weight: Tensor) -> Tensor {
    conv3d(
      bordered(x), weight, bias, stride: stride, padding: zeros, dilation: dilation, groups: groups)
  }
}
