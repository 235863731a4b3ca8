import TapestryCore

/// Which end of shorter sequences is filled up.
public enum PaddingSide: Sendable {
  case left, right
}

/// Sequences `[length, …]` of several lengths in one tensor, filled up to the longest.
///
/// - Returns: `[steps, batch, …]`, or `[batch, steps, …]` with `batchFirst`.
///
/// `torch.nn.utils.rnn.pad_sequence`.
public func padSequence(
  _ sequences: [Tensor], batchFirst: Bool = false, paddingValue: Double = 0,
  paddingSide: PaddingSide = .right, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let shapes = sequences.map(\.shape)
  demand(
    !sequences.isEmpty
      && shapes.allSatisfy { !$0.isEmpty && $0.dropFirst().elementsEqual(shapes[0].dropFirst()) },
    "padSequence: sequences of shapes \(shapes): one or more of [length, …] are needed, alike but for the length",
    file: file, line: line)
  let steps = shapes.map { $0[0] }.max()!
  let places = shapes.enumerated().flatMap { sequence, shape in
    let shift = paddingSide == .left ? steps - shape[0] : 0
    return (0..<shape[0]).map { (step: shift + $0, sequence: sequence) }
  }
  return concatenate(sequences, file: file, line: line).spread(
    to: places, steps: steps, batch: sequences.count, batchFirst: batchFirst,
    paddingValue: paddingValue)
}

/// The sequences in a padded tensor, as views. `torch.nn.utils.rnn.unpad_sequence`.
///
/// - Parameters:
///   - x: `[steps, batch, …]`, or `[batch, steps, …]` with `batchFirst`, padded on the right.
///   - lengths: of each sequence, up to `steps`.
public func unpadSequence(
  _ x: Tensor, lengths: [Int], batchFirst: Bool = false, file: StaticString = #fileID,
  line: UInt = #line
) -> [Tensor] {
  demand(
    x.rank >= 2,
    "unpadSequence: input \(x.shape): [steps, batch, …] or [batch, steps, …] is needed",
    file: file, line: line)
  let (steps, batch) = batchFirst ? (x.shape[1], x.shape[0]) : (x.shape[0], x.shape[1])
  demand(
    lengths.count == batch && lengths.allSatisfy { (0...steps).contains($0) },
    "unpadSequence: lengths \(lengths) for input \(x.shape): \(batch) of 0…\(steps) are needed",
    file: file, line: line)
  return lengths.enumerated().map { sequence, length in
    x.selected(axis: batchFirst ? 0 : 1, index: sequence)
      .narrowed(axis: 0, start: 0, length: length)
  }
}

extension Tensor {
  /// Rows of elements put at their places in a batch of sequences, among padding.
  func spread(
    to places: [(step: Int, sequence: Int)], steps: Int, batch: Int, batchFirst: Bool,
    paddingValue: Double
  ) -> Tensor {
    let rest = Array(shape.dropFirst())
    let rows = Tensor(
      places.map { batchFirst ? $0.sequence * steps + $0.step : $0.step * batch + $0.sequence },
      shape: [places.count], dtype: .int64)
    return Tensor.full(Shape([steps * batch] + rest), paddingValue, dtype: dtype)
      .indexCopy(axis: 0, rows, source: self)
      .unflattened(axis: 0, into: batchFirst ? [batch, steps] : [steps, batch])
  }
}
