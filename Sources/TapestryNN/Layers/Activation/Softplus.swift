import TapestryCore

/// ``Tensor/softplus(beta:threshold:file:line:)`` as a layer. `torch.nn.Softplus`.
public final class Softplus: Module, Layer {
  public let beta: Double
  public let threshold: Double

  public init(
    beta: Double = 1, threshold: Double = 20, file: StaticString = #fileID, line: UInt = #line
  ) {
    LayerCheck("Softplus", file: file, line: line)
      .demand(beta != 0, "beta must not be 0")
    (self.beta, self.threshold) = (beta, threshold)
    super.init()
  }

  public override var details: String { "beta: \(beta), threshold: \(threshold)" }

  public func forward(_ x: Tensor) -> Tensor { x.softplus(beta: beta, threshold: threshold) }
}
