/// How ``embeddingBag(_:_:offsets:mode:perSampleWeights:includeLastOffset:paddingIndex:maxNorm:normType:scaleGradByFreq:file:line:)``
/// brings the rows of a bag together.
public enum EmbeddingBagMode: Sendable {
  case sum, mean, max
}

/// Sums, means or maxima of several rows of a table: a vector for each bag of words or other numbered things.
///
/// - Parameters:
///   - indices: of an integer dtype, each in `0..<rows`: `[bags, length]`, or `[n]` with `offsets`.
///   - weight: `[rows, size]`.
///   - offsets: where in `[n]` each bag begins: ascending, the first 0, of an integer dtype.
///   - mode: a bag without rows gives zeros.
///   - perSampleWeights: of the shape of `indices`, by which rows are multiplied before they are added up; with `sum` alone.
///   - includeLastOffset: whether the last offset is the end of the last bag rather than the beginning of one more.
///   - paddingIndex: a row, negative counted from the end, that does not count.
///   - maxNorm: rows that are read and have a larger norm are shortened to it, in place and without a record.
///   - normType: the p of that norm.
///   - scaleGradByFreq: divides each gradient by how often its row is read; not with `max`.
/// - Returns: `[bags, size]`. The gradient of a maximum goes to the first row that has it.
///
/// `torch.nn.functional.embedding_bag`.
public func embeddingBag(
  _ indices: Tensor, _ weight: Tensor, offsets: Tensor? = nil, mode: EmbeddingBagMode = .mean,
  perSampleWeights: Tensor? = nil, includeLastOffset: Bool = false, paddingIndex: Int? = nil,
  maxNorm: Double? = nil, normType: Double = 2, scaleGradByFreq: Bool = false,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let places = weight.embeddingPlaces("embeddingBag", indices, file: file, line: line)
  let padding = weight.resolvedPadding("embeddingBag", paddingIndex, file: file, line: line)
  demand(
    indices.rank == (offsets == nil ? 2 : 1),
    "embeddingBag: indices \(indices.shape) with\(offsets == nil ? "out" : "") offsets; [bags, length], or [n] with offsets, is needed",
    file: file, line: line)
  demand(
    perSampleWeights.map { $0.shape == indices.shape && mode == .sum } ?? true,
    "embeddingBag: perSampleWeights \(perSampleWeights?.shape ?? []) for indices \(indices.shape) and mode \(mode); the same shape and sum are needed",
    file: file, line: line)
  demand(
    mode != .max || !scaleGradByFreq,
    "embeddingBag: scaleGradByFreq with max; gradients of maxima are not scaled", file: file,
    line: line)
  let (bags, count) = bagNumbers(
    of: places, offsets: offsets, includeLastOffset: includeLastOffset, file: file, line: line)
  if let maxNorm { weight.shortenRows(at: places, to: maxNorm, p: normType) }
  let flat = places.reshaped(to: [places.count])
  var (rows, owners, factors) = (flat, bags, perSampleWeights?.reshaped(to: [places.count]))
  if let padding {
    let isKept = noGrad { flat .!= padding }
    rows = rows[isKept]
    owners = owners[isKept]
    factors = factors.map { $0[isKept] }
  }
  if mode == .max {
    let largest = Bags.largestRows(
      noGrad { weight.computable.contiguous() }, rows: rows, bags: owners, count: count)
    let isEmpty = largest .< 0
    if weight.shape[0] == 0 { return .zeros([count, weight.shape[1]], dtype: weight.dtype) }
    return weight.gathered(axis: 0, indices: largest.maskedFill(isEmpty, with: 0))
      .maskedFill(isEmpty, with: 0.0)
  }
  let isRounded = weight.dtype.computeType != weight.dtype
  var vectors = weight.embeddingRows(rows, padding: nil, scaleGradByFreq: scaleGradByFreq)
  if isRounded { (vectors, factors) = (vectors.computable, factors?.computable) }
  if let factors { vectors = vectors * factors.unsqueezed(1) }
  let sums = Tensor.zeros([count, weight.shape[1]], dtype: vectors.dtype)
    .indexAdded(axis: 0, owners, vectors)
  if mode == .sum { return isRounded ? sums.rounded(like: weight) : sums }
  let lengths = Tensor.zeros([count], dtype: .int64)
    .indexAdded(axis: 0, owners, .ones([owners.count], dtype: .int64))
  let means = sums / lengths.clamped(min: 1).cast(to: sums.dtype).unsqueezed(1)
  return isRounded ? means.rounded(like: weight) : means
}

/// Of each index the number of its bag, and how many bags there are.
private func bagNumbers(
  of places: Tensor, offsets: Tensor?, includeLastOffset: Bool, file: StaticString, line: UInt
) -> (numbers: Tensor, count: Int) {
  guard let offsets else {
    let (bags, length) = (places.shape[0], places.shape[1])
    return noGrad {
      let numbers = Tensor.arange(bags).unsqueezed(1).expanded(to: [bags, length])
      return (numbers.reshaped(to: [bags * length]).contiguous(), bags)
    }
  }
  demand(
    offsets.rank == 1 && offsets.dtype.isInteger,
    "embeddingBag: offsets of \(offsets.dtype) \(offsets.shape); one axis of an integer dtype is needed",
    file: file, line: line)
  var starts = offsets.array(as: Int.self)
  demand(
    (starts.first ?? 0) == 0 && zip(starts, starts.dropFirst()).allSatisfy { $0 <= $1 }
      && (starts.last ?? 0) <= places.count && (!includeLastOffset || !starts.isEmpty),
    "embeddingBag: offsets \(starts) of \(places.count) indices must begin with 0, ascend and end within",
    file: file, line: line)
  let end = includeLastOffset ? starts.removeLast() : places.count
  var numbers: [Int] = []
  numbers.reserveCapacity(places.count)
  for (bag, start) in starts.enumerated() {
    let next = bag + 1 < starts.count ? starts[bag + 1] : end
    numbers += Array(repeating: bag, count: next - start)
  }
  // Indices behind the last offset belong to no bag.
  demand(
    numbers.count == places.count,
    "embeddingBag: the offsets end at \(numbers.count) of \(places.count) indices", file: file,
    line: line)
  return (Tensor(numbers), starts.count)
}
