import TapestryCore

/// ``Tensor/hardshrink(lambda:)`` as a layer. `torch.nn.Hardshrink`.
public final class Hardshrink: Module, Layer {
  public let lambda: Double

  public init(lambda: Double = 0.5) {
    self.lambda = lambda
    super.init()
  }

  public override var details: String { "\(lambda)" }

  public func forward(_ x: Tensor) -> Tensor { x.hardshrink(lambda: lambda) }
}

/// ``Tensor/softshrink(lambda:file:line:)`` as a layer. `torch.nn.Softshrink`.
public final class Softshrink: Module, Layer {
  public let lambda: Double

  public init(lambda: Double = 0.5, file: StaticString = #fileID, line: UInt = #line) {
    LayerCheck("Softshrink", file: file, line: line)
      .demand(lambda >= 0, "lambda \(lambda) must be at least 0")
    self.lambda = lambda
    super.init()
  }

  public override var details: String { "\(lambda)" }

  public func forward(_ x: Tensor) -> Tensor { x.softshrink(lambda: lambda) }
}

/// ``Tensor/tanhshrink()`` as a layer. `torch.nn.Tanhshrink`.
public final class Tanhshrink: Module, Layer {
  public func forward(_ x: Tensor) -> Tensor { x.tanhshrink() }
}

/// ``Tensor/threshold(_:value:file:line:)`` as a layer. `torch.nn.Threshold`.
public final class Threshold: Module, Layer {
  public let threshold: Double
  public let value: Double

  public init(_ threshold: Double, value: Double) {
    (self.threshold, self.value) = (threshold, value)
    super.init()
  }

  public override var details: String { "\(threshold), value: \(value)" }

  public func forward(_ x: Tensor) -> Tensor { x.threshold(threshold, value: value) }
}
