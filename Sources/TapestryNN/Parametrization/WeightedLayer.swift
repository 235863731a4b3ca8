import TapestryCore

/// A layer that computes with any tensor in the place of its weight: what ``WeightNorm`` and ``SpectralNorm`` can wrap.
///
/// ``Linear``, ``Conv1d``, ``ConvTranspose1d`` and their kin over more axes are. A layer of your own can be one if it owns a weight, perhaps
/// a bias, and nothing else that state dicts or optimizers would have to see.
public protocol WeightedLayer: Layer {
  var weight: Parameter { get }
  var bias: Parameter? { get }

  /// What ``Layer/forward(_:)`` gives with another weight of the same shape.
  func forward(_ x: Tensor, weight: Tensor) -> Tensor
}

extension WeightedLayer {
  /// What every wrapper asks of the layer that it is given.
  func checkWrappable(_ wrapper: String, file: StaticString, line: UInt) {
    demand(
      !hasPendingSizes,
      "\(wrapper): the sizes of \(type(of: self)) are not known yet: \(Module.firstBatch)",
      file: file, line: line)
    demand(
      weight.rank > 1, "\(wrapper): a weight \(weight.shape), which must have two axes or more",
      file: file, line: line)
  }

  /// An axis of the weight, counted from the beginning.
  func weightAxis(_ axis: Int, _ wrapper: String, file: StaticString, line: UInt) -> Int {
    let rank = weight.rank
    demand(
      (-rank..<rank).contains(axis), "\(wrapper): axis \(axis) of a weight \(weight.shape)",
      file: file, line: line)
    return axis < 0 ? axis + rank : axis
  }
}
