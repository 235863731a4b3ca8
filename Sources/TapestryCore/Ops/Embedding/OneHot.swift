/// For each label a row of zeros with a 1 at the label's place: int64. `torch.nn.functional.one_hot`.
///
/// - Parameters:
///   - labels: of any shape and integer dtype, none negative.
///   - classes: the length of the rows, above all labels; one more than the largest label unless given.
/// - Returns: the shape of `labels` and `[classes]`.
public func oneHot(
  _ labels: Tensor, classes: Int? = nil, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  demand(
    labels.dtype.isInteger, "oneHot: labels of \(labels.dtype); an integer dtype is needed",
    file: file, line: line)
  demand(
    labels.count > 0 || (classes ?? 0) > 0,
    "oneHot: no labels \(labels.shape) to count classes by; give classes", file: file, line: line)
  let places = labels.cast(to: .int64).contiguous()
  let count = classes ?? places.max().item(as: Int.self) + 1
  if let wrong = Gather.firstOutside(places, 0..<Swift.max(count, 1)) {
    mistake("oneHot: label \(wrong) is not in 0..<\(Swift.max(count, 0))", file: file, line: line)
  }
  return (places.unsqueezed(-1) .== Tensor.arange(count)).cast(to: .int64)
}
