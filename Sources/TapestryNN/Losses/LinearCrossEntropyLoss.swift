import TapestryCore

/// A last linear layer and its cross entropy in one, which never holds the logits of a whole batch: for many classes.
///
/// Shapes: input `[batch, inputs]`; labels `[batch, …]` or probabilities `[batch, classes, …]`, where `…` is `outputShape`. The layer is
/// ``linear``, `[classes · …, inputs]`, without a bias unless asked for.
/// See ``linearCrossEntropy(_:_:_:linearBias:weight:ignoreIndex:labelSmoothing:reduction:chunkSize:file:line:)``.
/// `torch.nn.LinearCrossEntropyLoss`.
public final class LinearCrossEntropyLoss: Module, Loss {
  public let linear: Linear
  public let weight: Buffer?  // [classes]
  public let classes: Int
  public let outputShape: Shape
  public let ignoreIndex: Int
  public let labelSmoothing: Double
  public let reduction: LossReduction

  public init(
    _ inputs: Int, _ classes: Int, outputShape: Shape = [], bias: Bool = false,
    weight: Tensor? = nil, ignoreIndex: Int = -100, labelSmoothing: Double = 0,
    reduction: LossReduction = .mean, weightInitializer: Initializer? = nil,
    biasInitializer: Initializer? = nil, dtype: DType = .float32, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    linear = Linear(
      inputs, outputShape.reduce(classes, *), bias: bias,
      weightInitializer: weightInitializer, biasInitializer: biasInitializer, dtype: dtype,
      file: file, line: line)
    self.weight = weight.map { Buffer($0) }
    self.classes = classes
    self.outputShape = outputShape
    self.ignoreIndex = ignoreIndex
    self.labelSmoothing = labelSmoothing
    self.reduction = reduction
    super.init()
  }

  public override var details: String {
    "ignoreIndex: \(ignoreIndex), labelSmoothing: \(labelSmoothing), reduction: .\(reduction)"
  }

  public func forward(_ predictions: Tensor, _ targets: Tensor) -> Tensor {
    let outputs = Shape([classes] + Array(outputShape))
    return linearCrossEntropy(
      predictions, linear.weight.reshaped(to: Shape(Array(outputs) + [linear.weight.shape[1]])),
      targets, linearBias: linear.bias?.reshaped(to: outputs), weight: weight,
      ignoreIndex: ignoreIndex, labelSmoothing: labelSmoothing, reduction: reduction)
  }
}
