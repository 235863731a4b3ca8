import TapestryCore

/// Splits an axis into several; −1 among the sizes stands for what is left. `torch.nn.Unflatten`.
public final class Unflatten: Module, Layer {
  public let axis: Int
  public let sizes: Shape

  public init(
    axis: Int, into sizes: Shape, file: StaticString = #fileID, line: UInt = #line
  ) {
    LayerCheck("Unflatten", file: file, line: line)
      .demand(
        !sizes.isEmpty && sizes.filter { $0 == -1 }.count <= 1 && sizes.allSatisfy { $0 >= -1 },
        "sizes \(sizes) must be at least one, and −1 at most once")
    (self.axis, self.sizes) = (axis, sizes)
    super.init()
  }

  public override var details: String { "axis: \(axis), into: \(sizes)" }

  public func forward(_ x: Tensor) -> Tensor { x.unflattened(axis: axis, into: sizes) }
}
