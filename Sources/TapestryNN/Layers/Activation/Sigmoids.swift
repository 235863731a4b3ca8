import TapestryCore

/// ``Tensor/sigmoid()`` as a layer. `torch.nn.Sigmoid`.
public final class Sigmoid: Module, Layer {
  public func forward(_ x: Tensor) -> Tensor { x.sigmoid() }
}

/// ``Tensor/logsigmoid()`` as a layer. `torch.nn.LogSigmoid`.
public final class LogSigmoid: Module, Layer {
  public func forward(_ x: Tensor) -> Tensor { x.logsigmoid() }
}

/// ``Tensor/hardsigmoid()`` as a layer. `torch.nn.Hardsigmoid`.
public final class Hardsigmoid: Module, Layer {
  public func forward(_ x: Tensor) -> Tensor { x.hardsigmoid() }
}

/// ``Tensor/hardswish()`` as a layer. `torch.nn.Hardswish`.
public final class Hardswish: Module, Layer {
  public func forward(_ x: Tensor) -> Tensor { x.hardswish() }
}

/// ``Tensor/tanh()`` as a layer. `torch.nn.Tanh`.
public final class Tanh: Module, Layer {
  public func forward(_ x: Tensor) -> Tensor { x.tanh() }
}

/// ``Tensor/softsign()`` as a layer. `torch.nn.Softsign`.
public final class Softsign: Module, Layer {
  public func forward(_ x: Tensor) -> Tensor { x.softsign() }
}

/// ``Tensor/hardtanh(min:max:file:line:)`` as a layer. `torch.nn.Hardtanh`.
public final class Hardtanh: Module, Layer {
  public let min: Double
  public let max: Double

  public init(min: Double = -1, max: Double = 1, file: StaticString = #fileID, line: UInt = #line) {
    LayerCheck("Hardtanh", file: file, line: line)
      .demand(max > min, "max \(max) must be above min \(min)")
    (self.min, self.max) = (min, max)
    super.init()
  }

  public override var details: String { "min: \(min), max: \(max)" }

  public func forward(_ x: Tensor) -> Tensor { x.hardtanh(min: min, max: max) }
}
