import TapestryCore

/// Joins axes into one: by default all but the first, which is the batch. `torch.nn.Flatten`.
public final class Flatten: Module, Layer {
  public let start: Int
  public let end: Int

  public init(from start: Int = 1, to end: Int = -1) {
    (self.start, self.end) = (start, end)
    super.init()
  }

  public override var details: String { "from: \(start), to: \(end)" }

  public func forward(_ x: Tensor) -> Tensor { x.flattened(from: start, to: end) }
}
