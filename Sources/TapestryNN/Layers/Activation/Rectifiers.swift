import TapestryCore

/// ``Tensor/relu(file:line:)`` as a layer. `torch.nn.ReLU`.
public final class ReLU: Module, Layer {
  public func forward(_ x: Tensor) -> Tensor { x.relu() }
}

/// ``Tensor/relu6(file:line:)`` as a layer. `torch.nn.ReLU6`.
public final class ReLU6: Module, Layer {
  public func forward(_ x: Tensor) -> Tensor { x.relu6() }
}

/// ``Tensor/leakyReLU(negativeSlope:)`` as a layer. `torch.nn.LeakyReLU`.
public final class LeakyReLU: Module, Layer {
  public let negativeSlope: Double

  public init(negativeSlope: Double = 0.01) {
    self.negativeSlope = negativeSlope
    super.init()
  }

  public override var details: String { "negativeSlope: \(negativeSlope)" }

  public func forward(_ x: Tensor) -> Tensor { x.leakyReLU(negativeSlope: negativeSlope) }
}

/// ``Tensor/rrelu(lower:upper:isTraining:generator:file:line:)`` as a layer: negative elements times a slope, drawn anew for each in training.
/// `torch.nn.RReLU`.
public final class RReLU: Module, Layer {
  public let lower: Double
  public let upper: Double

  public init(
    lower: Double = 1.0 / 8, upper: Double = 1.0 / 3, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    LayerCheck("RReLU", file: file, line: line)
      .demand(lower <= upper, "lower \(lower) must not be above upper \(upper)")
    (self.lower, self.upper) = (lower, upper)
    super.init()
  }

  public override var details: String { "lower: \(lower), upper: \(upper)" }

  public func forward(_ x: Tensor) -> Tensor {
    x.rrelu(lower: lower, upper: upper, isTraining: isTraining)
  }
}
