import TapestryCore

/// Passes on what comes: stands in for a layer that is left out. `torch.nn.Identity`.
public final class Identity: Module, Layer {
  public func forward(_ x: Tensor) -> Tensor { x }
}
