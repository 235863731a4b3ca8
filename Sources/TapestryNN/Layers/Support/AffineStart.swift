import TapestryCore

/// What the weight and bias of a linear or convolutional layer start from.
struct AffineStart {
  private let weight: Initializer?
  private let bias: Initializer?
  private let dtype: DType

  init(_ weight: Initializer?, _ bias: Initializer?, _ dtype: DType) {
    (self.weight, self.bias, self.dtype) = (weight, bias, dtype)
  }

  /// Sets both. By default they are uniform in ±1/√fanIn, as in PyTorch, where it is `kaiming_uniform` of a leaky slope of √5: the
  /// outputs keep a third of the inputs' variance.
  func make(
    _ weight: TensorSlot<Parameter>, _ bias: TensorSlot<Parameter>?, inferredSize: Int, fanIn: Int
  ) {
    let bound = 1 / Double(Swift.max(fanIn, 1)).squareRoot()
    let usual = Initializer.uniform(-bound, bound)
    let shape = weight.shape(inferring: inferredSize)
    weight.value = Parameter((self.weight ?? usual)(shape, dtype: dtype))
    if let bias {
      bias.value = Parameter(
        (self.bias ?? usual)(bias.shape(inferring: inferredSize), dtype: dtype))
    }
  }
}
