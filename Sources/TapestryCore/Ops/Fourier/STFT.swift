/// How ``Tensor/stft(size:hop:windowSize:window:center:padding:isNormalized:isOneSided:file:line:)`` continues a signal beyond its ends.
public enum SignalPadding: Sendable {
  /// By its mirror image, in which the end itself does not come twice.
  case reflect
  /// By the last value.
  case replicate
  /// By zeros.
  case constant
  /// By the other end.
  case circular
}

extension Tensor {
  /// Transforms of short pieces of a signal that overlap: how its spectrum changes with time. `torch.stft` with `return_complex=True`.
  ///
  /// - Parameters:
  ///   - size: the elements of each piece; `n_fft` in PyTorch.
  ///   - hop: the distance from piece to piece; a quarter of `size` unless given.
  ///   - windowSize: the length of the window, which stands in the middle of each piece; `size` unless given.
  ///   - window: what pieces are multiplied by, of `windowSize` elements; ones unless given.
  ///   - center: whether piece t has its middle at `t · hop`, for which the signal is continued by `size / 2` at both ends;
  ///     else it begins there.
  ///   - padding: how the signal is continued.
  ///   - isNormalized: divides by the root of `size`.
  ///   - isOneSided: leaves out the frequencies that mirror others.
  /// - Returns: for a signal `[…, length]` with at most one axis more, `[…, size / 2 + 1, pieces]`, or `[…, size, pieces]`.
  public func stft(
    size: Int, hop: Int? = nil, windowSize: Int? = nil, window: Tensor? = nil, center: Bool = true,
    padding: SignalPadding = .reflect, isNormalized: Bool = false, isOneSided: Bool = true,
    file: StaticString = #fileID, line: UInt = #line
  ) -> ComplexTensor {
    demand(
      rank == 1 || rank == 2,
      "stft: a signal of shape \(shape); [length] or [batch, length] is needed",
      file: file, line: line)
    let pieces = FourierPieces(
      "stft", size: size, hop: hop, windowSize: windowSize, window: window, dtype: dtype,
      file: file, line: line)
    let input = forFourier("stft", file: file, line: line)
    let signal =
      center
      ? input.continued(by: size / 2, padding, file: file, line: line) : input
    let length = signal.shape[rank - 1]
    demand(
      length >= size, "stft: pieces of \(size) from a signal of \(length)", file: file, line: line)
    let places = pieces.places(count: 1 + (length - size) / pieces.hop)
    let windowed = signal.indexed(axis: rank - 1, places) * pieces.window
    let norm: FourierNorm = isNormalized ? .ortho : .backward
    let spectrum = isOneSided ? windowed.rfft(norm: norm) : windowed.fft(norm: norm)
    return spectrum.transposed(-2, -1)
  }

  /// The last axis, continued at both ends.
  private func continued(
    by count: Int, _ padding: SignalPadding, file: StaticString, line: UInt
  ) -> Tensor {
    let length = shape[rank - 1]
    let isPossible =
      switch padding {
      case .reflect: length > count
      case .replicate: length > 0
      case .circular: length >= count
      case .constant: true
      }
    demand(
      isPossible,
      "stft: a signal of \(length) elements cannot be continued by \(count) (\(padding))",
      file: file, line: line)
    if padding == .constant {
      var zeros = shape
      zeros[rank - 1] = count
      let ends = Tensor.zeros(zeros, dtype: dtype)
      return concatenate([ends, self, ends], axis: -1)
    }
    let places = (-count..<length + count).map { place in
      switch padding {
      case .reflect:
        place < 0 ? -place : place < length ? place : 2 * (length - 1) - place
      case .circular: (place + length) % length
      default: Swift.min(Swift.max(place, 0), length - 1)
      }
    }
    return indexed(axis: rank - 1, Tensor(elements: places, dtype: .int64))
  }
}

extension ComplexTensor {
  /// The signal whose ``Tensor/stft(size:hop:windowSize:window:center:padding:isNormalized:isOneSided:file:line:)`` is nearest to this: the
  /// pieces, windowed once more, added where they overlap and divided by the squares of the windows there. `torch.istft`.
  ///
  /// - Parameters:
  ///   - isOneSided: whether this holds the frequencies up to the middle one only; whether it does is what its shape says unless given.
  ///   - length: of the signal; what the pieces cover unless given.
  /// - Returns: for `[…, frequencies, pieces]` a signal `[…, length]`. The squares of the windows must nowhere add up to 0.
  public func istft(
    size: Int, hop: Int? = nil, windowSize: Int? = nil, window: Tensor? = nil, center: Bool = true,
    isNormalized: Bool = false, isOneSided: Bool? = nil, length: Int? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(
      (rank == 2 || rank == 3) && shape[rank - 1] > 0,
      "istft: a spectrum of shape \(shape); [frequencies, pieces] or [batch, frequencies, pieces] is needed",
      file: file, line: line)
    let pieces = FourierPieces(
      "istft", size: size, hop: hop, windowSize: windowSize, window: window, dtype: dtype,
      file: file, line: line)
    let half = isOneSided ?? (shape[rank - 2] != size)
    demand(
      shape[rank - 2] == (half ? size / 2 + 1 : size),
      "istft: \(shape[rank - 2]) frequencies for pieces of \(size); \(half ? size / 2 + 1 : size) are needed",
      file: file, line: line)
    let frames = shape[rank - 1]
    let norm: FourierNorm = isNormalized ? .ortho : .backward
    let spectrum = transposed(-2, -1)
    // Of a two-sided spectrum the second half counts as the first one's mirror image, whatever it is.
    let parts = spectrum.resized(axis: rank - 1, to: size / 2 + 1).irfft(n: size, norm: norm)
    let places = pieces.places(count: frames)
    let total = size + pieces.hop * (frames - 1)
    var shape = parts.shape
    shape.remove(at: rank - 1)
    shape[rank - 2] = total
    let sum = Tensor.zeros(shape, dtype: dtype).indexAdded(
      axis: rank - 2, places, parts * pieces.window)
    let squares = Tensor.zeros([total], dtype: dtype).indexAdded(
      axis: 0, places, pieces.window.square().expanded(to: [frames, size]))
    let start = center ? size / 2 : 0
    let end = length.map { start + $0 } ?? (center ? total - size / 2 : total)
    let stop = Swift.min(end, total)
    demand(
      start < stop,
      "istft: pieces that cover \(total) elements leave nothing from \(start) to \(end)",
      file: file, line: line)
    let weight = squares[start..<stop]
    demand(
      weight.detach().abs().min().item() > 1e-11,
      "istft: the squares of the windows add up to 0 somewhere; a signal cannot be told there",
      file: file, line: line)
    let signal = sum.sliced(axis: rank - 2, start: start, size: stop - start, step: 1) / weight
    return signal.resized(axis: rank - 2, to: end - start)
  }
}

/// Where the pieces of a signal begin, and what they are multiplied by.
private struct FourierPieces {
  let size, hop: Int
  /// Of `size` elements.
  let window: Tensor

  init(
    _ op: StaticString, size: Int, hop: Int?, windowSize: Int?, window: Tensor?, dtype: DType,
    file: StaticString, line: UInt
  ) {
    self.size = size
    self.hop = hop ?? size / 4
    let length = windowSize ?? size
    demand(
      size > 0 && self.hop > 0 && length > 0 && length <= size,
      "\(op): pieces of \(size), \(self.hop) apart, with a window of \(length)", file: file,
      line: line)
    demand(
      window.map { $0.shape == [length] && $0.dtype.isFloatingPoint } ?? true,
      "\(op): a window of \(window.map { "\($0.dtype) \($0.shape)" } ?? "") for \(length) elements",
      file: file, line: line)
    let given =
      window ?? Tensor.ones([length], dtype: dtype == .float64 ? .float64 : .float32)
    if length == size {
      self.window = given
      return
    }
    // In the middle of the piece.
    let left = (size - length) / 2
    self.window = concatenate([
      .zeros([left], dtype: given.dtype), given,
      .zeros([size - length - left], dtype: given.dtype),
    ])
  }

  /// The places of the elements of each piece: `[count, size]`.
  func places(count: Int) -> Tensor {
    let starts = (0..<count).map { $0 * hop }
    return Tensor(
      elements: starts.flatMap { start in (0..<size).map { start + $0 } }, shape: [count, size],
      dtype: .int64)
  }
}
