import TapestryCore

/// Sequences of several lengths without padding: what recurrent layers take so that no step is spent on what is not there.
///
/// ```swift
/// let packed = packPaddedSequence(x, lengths: [3, 5, 2], enforceSorted: false)
/// let (output, state) = lstm(packed)
/// let (padded, lengths) = padPackedSequence(output)
/// ```
///
/// Make one with ``packSequence(_:enforceSorted:file:line:)`` or
/// ``packPaddedSequence(_:lengths:batchFirst:enforceSorted:file:line:)``. `torch.nn.utils.rnn.PackedSequence`.
public struct PackedSequence {
  /// The elements of all sequences, `[elements, …]`: the first of each sequence, then the second of each that has one, and so on.
  public let data: Tensor

  /// How many sequences have an element at each place; the longest sequence comes first.
  public let batchSizes: [Int]

  /// Which sequence of the original order stands at each place of this one; nil where nothing was sorted.
  public let sortedIndices: [Int]?

  /// Where each sequence of the original order stands in this one; nil where nothing was sorted.
  public let unsortedIndices: [Int]?

  /// - Parameters:
  ///   - data: `[elements, …]`.
  ///   - batchSizes: above 0, never rising; their sum is the number of elements.
  ///   - sortedIndices: a permutation of the sequences.
  public init(
    data: Tensor, batchSizes: [Int], sortedIndices: [Int]? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    demand(
      data.rank > 0 && batchSizes.reduce(0, +) == data.shape[0] && batchSizes.last ?? 1 > 0
        && zip(batchSizes, batchSizes.dropFirst()).allSatisfy { $0 >= $1 },
      "PackedSequence: batch sizes \(batchSizes) for data \(data.shape): they must be above 0, never rise, and add up to the rows",
      file: file, line: line)
    demand(
      sortedIndices.map { $0.sorted() == Array(0..<(batchSizes.first ?? 0)) } ?? true,
      "PackedSequence: sortedIndices \(sortedIndices ?? []) are no permutation of \(batchSizes.first ?? 0) sequences",
      file: file, line: line)
    self.data = data
    self.batchSizes = batchSizes
    self.sortedIndices = sortedIndices
    unsortedIndices = sortedIndices.map(inversePermutation)
  }

  /// The length of each sequence, in the original order.
  public var lengths: [Int] {
    let sorted = (0..<(batchSizes.first ?? 0)).map { sequence in batchSizes.count { $0 > sequence }
    }
    return unsortedIndices.map { $0.map { sorted[$0] } } ?? sorted
  }

  /// Other data for the same sequences.
  func with(_ data: Tensor) -> PackedSequence {
    PackedSequence(data: data, batchSizes: batchSizes, sortedIndices: sortedIndices)
  }
}

private func inversePermutation(_ permutation: [Int]) -> [Int] {
  var inverse = permutation
  for (index, place) in permutation.enumerated() { inverse[place] = index }
  return inverse
}

/// Packs sequences of several lengths that lie padded in one tensor.
///
/// - Parameters:
///   - x: `[steps, batch, …]`, or `[batch, steps, …]` with `batchFirst`.
///   - lengths: of each sequence, 1 to `steps`.
///   - enforceSorted: whether lengths must not rise, as one expects; else sequences are sorted, and the result remembers how.
///
/// `torch.nn.utils.rnn.pack_padded_sequence`.
public func packPaddedSequence(
  _ x: Tensor, lengths: [Int], batchFirst: Bool = false, enforceSorted: Bool = true,
  file: StaticString = #fileID, line: UInt = #line
) -> PackedSequence {
  demand(
    x.rank >= 2,
    "packPaddedSequence: input \(x.shape): [steps, batch, …] or [batch, steps, …] is needed",
    file: file, line: line)
  let (steps, batch) = batchFirst ? (x.shape[1], x.shape[0]) : (x.shape[0], x.shape[1])
  demand(
    lengths.count == batch && batch > 0 && lengths.allSatisfy { (1...Swift.max(steps, 1)) ~= $0 },
    "packPaddedSequence: lengths \(lengths) for input \(x.shape): \(batch) of 1…\(steps) are needed",
    file: file, line: line)
  let isSorted = zip(lengths, lengths.dropFirst()).allSatisfy { $0 >= $1 }
  demand(
    isSorted || !enforceSorted,
    "packPaddedSequence: lengths \(lengths) rise; pass enforceSorted: false", file: file,
    line: line)
  // Swift's sort keeps the order of what is equal.
  let order = enforceSorted ? Array(0..<batch) : (0..<batch).sorted { lengths[$0] > lengths[$1] }
  let batchSizes = (0..<lengths.max()!).map { step in lengths.count { $0 > step } }
  let places = batchSizes.enumerated().flatMap { step, count in
    order.prefix(count).map { batchFirst ? $0 * steps + step : step * batch + $0 }
  }
  return PackedSequence(
    data: x.flattened(from: 0, to: 1).indexSelect(axis: 0, Tensor(places)),
    batchSizes: batchSizes, sortedIndices: enforceSorted ? nil : order)
}

/// Packs sequences `[length, …]`. `torch.nn.utils.rnn.pack_sequence`.
///
/// - Parameter enforceSorted: whether lengths must not rise.
public func packSequence(
  _ sequences: [Tensor], enforceSorted: Bool = true, file: StaticString = #fileID,
  line: UInt = #line
) -> PackedSequence {
  packPaddedSequence(
    padSequence(sequences, file: file, line: line), lengths: sequences.map { $0.shape[0] },
    enforceSorted: enforceSorted, file: file, line: line)
}

/// Unpacks sequences into one tensor, in their original order.
///
/// - Parameters:
///   - paddingValue: stands behind the end of each sequence.
///   - totalLength: how many steps the result has; as many as the longest sequence unless given.
/// - Returns: `[steps, batch, …]`, or `[batch, steps, …]` with `batchFirst`, and the length of each sequence.
///
/// `torch.nn.utils.rnn.pad_packed_sequence`.
public func padPackedSequence(
  _ packed: PackedSequence, batchFirst: Bool = false, paddingValue: Double = 0,
  totalLength: Int? = nil, file: StaticString = #fileID, line: UInt = #line
) -> (padded: Tensor, lengths: [Int]) {
  let steps = totalLength ?? packed.batchSizes.count
  demand(
    steps >= packed.batchSizes.count,
    "padPackedSequence: a total length of \(steps) for a sequence of \(packed.batchSizes.count)",
    file: file, line: line)
  let batch = packed.batchSizes.first ?? 0
  let order = packed.sortedIndices ?? Array(0..<batch)
  let places = packed.batchSizes.enumerated().flatMap { step, count in
    order.prefix(count).map { (step: step, sequence: $0) }
  }
  let padded = packed.data.spread(
    to: places, steps: steps, batch: batch, batchFirst: batchFirst, paddingValue: paddingValue)
  return (padded, packed.lengths)
}

/// The sequences that were packed, in their original order. `torch.nn.utils.rnn.unpack_sequence`.
public func unpackSequence(_ packed: PackedSequence) -> [Tensor] {
  let (padded, lengths) = padPackedSequence(packed, batchFirst: true)
  return unpadSequence(padded, lengths: lengths, batchFirst: true)
}
