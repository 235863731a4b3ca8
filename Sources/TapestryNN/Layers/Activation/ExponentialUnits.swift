import TapestryCore

/// ``Tensor/elu(alpha:)`` as a layer. `torch.nn.ELU`.
public final class ELU: Module, Layer {
  public let alpha: Double

  public init(alpha: Double = 1) {
    self.alpha = alpha
    super.init()
  }

  public override var details: String { "alpha: \(alpha)" }

  public func forward(_ x: Tensor) -> Tensor { x.elu(alpha: alpha) }
}

/// ``Tensor/selu()`` as a layer. `torch.nn.SELU`.
public final class SELU: Module, Layer {
  public func forward(_ x: Tensor) -> Tensor { x.selu() }
}

/// ``Tensor/celu(alpha:file:line:)`` as a layer. `torch.nn.CELU`.
public final class CELU: Module, Layer {
  public let alpha: Double

  public init(alpha: Double = 1, file: StaticString = #fileID, line: UInt = #line) {
    LayerCheck("CELU", file: file, line: line)
      .demand(alpha != 0, "alpha must not be 0")
    self.alpha = alpha
    super.init()
  }

  public override var details: String { "alpha: \(alpha)" }

  public func forward(_ x: Tensor) -> Tensor { x.celu(alpha: alpha) }
}
