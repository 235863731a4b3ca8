import TapestryCore

/// TensorBoard's `HistogramProto`: how many values lie between neighbouring limits.
struct EventHistogram {
  /// The finite ones of a tensor's elements, float64.
  private let values: Tensor
  private let counts: [Double]
  /// Where each bin ends; the first begins at the least value.
  private let limits: [Double]

  init(_ tensor: Tensor, bins: Int?) {
    let elements = tensor.detach().cast(to: .float64).flattened()
    values = elements[elements.isFinite()]
    if values.count == 0 {
      (counts, limits) = ([], [])
    } else if let bins {
      let (histogram, edges) = values.histogram(bins: bins)
      counts = histogram.array(as: Double.self)
      limits = Array(edges.array(as: Double.self).dropFirst())
    } else {
      (counts, limits) = Self.counted(values, between: Self.growingEdges)
    }
  }

  /// TensorBoard's own: 0, and to both sides ±1e-12 and on to 1e20, each a tenth further out than the one before.
  private static let growingEdges: [Double] = {
    let positive = sequence(first: 1e-12) { $0 * 1.1 }.prefix { $0 < 1e20 }
    return positive.reversed().map { -$0 } + [0] + positive
  }()

  /// The bins from the first to the last that are not empty. What lies outside the edges counts in the outermost.
  ///
  /// An empty bin stands before them, as in files of PyTorch: it tells where the first of them begins.
  private static func counted(
    _ values: Tensor, between edges: [Double]
  ) -> (counts: [Double], limits: [Double]) {
    let counts = values.clamped(min: edges.first, max: edges.last)
      .histogram(edges: Tensor(edges)).histogram.array(as: Double.self)
    let first = counts.firstIndex { $0 > 0 }!
    let last = counts.lastIndex { $0 > 0 }!
    return ([0] + counts[first...last], Array(edges[first...last + 1]))
  }

  func write(to message: inout ProtobufWriter) {
    let isEmpty = values.count == 0
    message.write(1, isEmpty ? 0 : values.min().item())
    message.write(2, isEmpty ? 0 : values.max().item())
    message.write(3, Double(values.count))
    message.write(4, values.sum().item())
    message.write(5, values.square().sum().item())
    message.write(6, limits)
    message.write(7, counts)
  }
}
