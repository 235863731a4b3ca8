import TapestryCore

/// ``Tensor/gelu(approximate:)`` as a layer. `torch.nn.GELU`.
public final class GELU: Module, Layer {
  public let approximate: GELUApproximation

  public init(approximate: GELUApproximation = .none) {
    self.approximate = approximate
    super.init()
  }

  public override var details: String { "approximate: .\(approximate)" }

  public func forward(_ x: Tensor) -> Tensor { x.gelu(approximate: approximate) }
}

/// ``Tensor/silu()`` as a layer. `torch.nn.SiLU`.
public final class SiLU: Module, Layer {
  public func forward(_ x: Tensor) -> Tensor { x.silu() }
}

/// ``Tensor/mish()`` as a layer. `torch.nn.Mish`.
public final class Mish: Module, Layer {
  public func forward(_ x: Tensor) -> Tensor { x.mish() }
}

/// ``Tensor/glu(axis:file:line:)`` as a layer: one half of an axis times the sigmoid of the other. `torch.nn.GLU`.
public final class GLU: Module, Layer {
  public let axis: Int

  public init(axis: Int = -1) {
    self.axis = axis
    super.init()
  }

  public override var details: String { "axis: \(axis)" }

  public func forward(_ x: Tensor) -> Tensor { x.glu(axis: axis) }
}
