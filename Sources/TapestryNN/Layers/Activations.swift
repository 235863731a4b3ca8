import TapestryCore

/// ``Tensor/relu()`` as a layer. `torch.nn.ReLU`.
public final class ReLU: Module, Layer {
  public func forward(_ x: Tensor) -> Tensor { x.relu() }
}

/// ``Tensor/sigmoid()`` as a layer. `torch.nn.Sigmoid`.
public final class Sigmoid: Module, Layer {
  public func forward(_ x: Tensor) -> Tensor { x.sigmoid() }
}

/// ``Tensor/tanh()`` as a layer. `torch.nn.Tanh`.
public final class Tanh: Module, Layer {
  public func forward(_ x: Tensor) -> Tensor { x.tanh() }
}

/// ``Tensor/silu()`` as a layer. `torch.nn.SiLU`.
public final class SiLU: Module, Layer {
  public func forward(_ x: Tensor) -> Tensor { x.silu() }
}

/// ``Tensor/softplus()`` as a layer. `torch.nn.Softplus`.
public final class Softplus: Module, Layer {
  public func forward(_ x: Tensor) -> Tensor { x.softplus() }
}

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

/// ``Tensor/softmax(axis:file:line:)`` as a layer. `torch.nn.Softmax`.
public final class Softmax: Module, Layer {
  public let axis: Int

  public init(axis: Int = -1) {
    self.axis = axis
    super.init()
  }

  public override var details: String { "axis: \(axis)" }

  public func forward(_ x: Tensor) -> Tensor { x.softmax(axis: axis) }
}

/// ``Tensor/logSoftmax(axis:file:line:)`` as a layer. `torch.nn.LogSoftmax`.
public final class LogSoftmax: Module, Layer {
  public let axis: Int

  public init(axis: Int = -1) {
    self.axis = axis
    super.init()
  }

  public override var details: String { "axis: \(axis)" }

  public func forward(_ x: Tensor) -> Tensor { x.logSoftmax(axis: axis) }
}
