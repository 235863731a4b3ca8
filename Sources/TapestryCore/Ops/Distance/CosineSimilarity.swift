/// The cosine of the angle between vectors along one axis: their product divided by their lengths.
///
/// - Parameters:
///   - first: of a floating-point dtype, or of integers beside one.
///   - second: broadcasts with it.
///   - axis: along which the vectors lie, counted in the common shape.
///   - epsilon: the least length that is divided by; a vector of zeros has cosine 0 with any other.
/// - Returns: the common shape without that axis.
///
/// `torch.nn.functional.cosine_similarity`.
public func cosineSimilarity(
  _ first: Tensor, _ second: Tensor, axis: Int = 1, epsilon: Double = 1e-8,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  demandBroadcast("cosineSimilarity", first, second, file: file, line: line)
  let shape = Shape.broadcast(first.shape, second.shape)!
  let dtype = Tensor.resultType(first, second)
  demand(
    dtype.isFloatingPoint,
    "cosineSimilarity: needs a floating-point dtype, not \(first.dtype) and \(second.dtype)",
    file: file, line: line)
  func directions(_ x: Tensor) -> Tensor {
    let vectors = x.cast(to: dtype).expanded(to: shape)
    let axis = vectors.resolvedAxis(axis, op: "cosineSimilarity", file: file, line: line)
    let lengths = vectors.norm(axes: vectors.rank == 0 ? nil : [axis], keepDims: true)
    return vectors / lengths.showing(lengths.clamped(min: epsilon))
  }
  let products = directions(first) * directions(second)
  return products.rank == 0 ? products : products.sum(axis: axis)
}
