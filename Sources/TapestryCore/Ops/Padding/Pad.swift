/// What padding puts around a tensor's elements.
public enum PaddingMode: Sendable, CaseIterable {
  /// One value.
  case constant
  /// The elements mirrored at the border element, which is not repeated: `c b | a b c | b a`.
  case reflect
  /// The border element: `a a | a b c | c c`.
  case replicate
  /// The elements from the other end: `b c | a b c | a b`.
  case circular

  /// As ``constant``, under PyTorch's name for the zeros around a convolution's input.
  public static var zeros: PaddingMode { .constant }
}

extension Tensor {
  /// A copy with elements put before and behind some axes, or, where numbers are negative, cut away. `torch.nn.functional.pad`.
  ///
  /// ```swift
  /// image.padded([1, 1, 2, 0], mode: .reflect)   // one column at either side, two rows above
  /// ```
  ///
  /// - Parameters:
  ///   - amounts: pairs of numbers, before and behind: first of the last axis, then of the one before it, and so on.
  ///   - mode: what is put there. `.reflect` takes less than an axis's size, `.circular` at most what is left of it after
  ///     cutting, which is what it repeats.
  ///   - value: for `.constant`; integers cut off its fraction.
  /// - Note: all modes take any number of axes, where PyTorch takes up to three for those other than constant.
  public func padded(
    _ amounts: [Int], mode: PaddingMode = .constant, value: Double = 0,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(
      amounts.count.isMultiple(of: 2) && amounts.count / 2 <= rank,
      "padded: amounts \(amounts) for shape \(shape) must be a pair for each of at most \(rank) axes",
      file: file, line: line)
    for (axis, before, behind) in paddedAxes(amounts) {
      let size = shape[axis]
      demand(
        before + size + behind >= 0,
        "padded: amounts \(amounts) cut more from axis \(axis) of shape \(shape) than it has",
        file: file, line: line)
      let most: Int =
        switch mode {
        case .reflect: size - 1
        case .circular: size + Swift.min(before, 0) + Swift.min(behind, 0)
        case .replicate: size > 0 ? .max : 0
        case .constant: .max
        }
      demand(
        Swift.max(before, behind) <= Swift.max(most, 0),
        "padded: amounts \(amounts) for shape \(shape): \(mode) padding of axis \(axis) takes at most \(Swift.max(most, 0))",
        file: file, line: line)
    }
    if mode == .constant {
      demand(
        dtype.holds(value), "padded: \(value) does not fit in \(dtype)", file: file, line: line)
      return paddedConstantly(amounts, value: value)
    }
    if amounts.allSatisfy({ $0 == 0 }) { return clone() }
    let (growth, cuts) = (amounts.map { Swift.max($0, 0) }, amounts.map { Swift.min($0, 0) })
    // What is cut away may be mirrored first, but is not repeated.
    return mode == .circular
      ? paddedWithZeros(cuts).bordered(growth, mode)
      : bordered(growth, mode).paddedWithZeros(cuts)
  }

  /// Zeros before and behind axes, or less of them.
  func paddedWithZeros(_ amounts: [Int]) -> Tensor {
    amounts.allSatisfy { $0 == 0 } ? self : paddedConstantly(amounts, value: 0)
  }

  /// Each axis with the numbers of places before and behind it.
  func paddedAxes(_ amounts: [Int]) -> [(axis: Int, before: Int, behind: Int)] {
    (0..<amounts.count / 2).map { (rank - 1 - $0, amounts[2 * $0], amounts[2 * $0 + 1]) }
  }

  func paddedShape(_ amounts: [Int]) -> Shape {
    var shape = self.shape
    for (axis, before, behind) in paddedAxes(amounts) { shape[axis] += before + behind }
    return shape
  }

  private func paddedConstantly(_ amounts: [Int], value: Double) -> Tensor {
    let shape = paddedShape(amounts)
    var source = detach()
    for (axis, before, behind) in paddedAxes(amounts) {
      let cut = Swift.max(-before, 0)
      let size = Swift.max(self.shape[axis] - cut - Swift.max(-behind, 0), 0)
      source = source.sliced(axis: axis, start: size == 0 ? 0 : cut, size: size, step: 1)
    }
    let number = Tensor.full([], value, dtype: dtype)
    let growth = amounts.map { Swift.max($0, 0) }
    let result =
      source.count == 0
      ? Tensor.full(shape, value, dtype: dtype)
      : source.framed(growth) { images, framed in
        Copy.fill(framed, with: number)
        Copy.run(images, into: framed.inside(growth))
      }
    return result.recorded(self, PadDerivative(amounts: amounts))
  }
}

struct PadDerivative: Derivative {
  static let name = "padded"
  let amounts: [Int]

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, gradient.paddedWithZeros(amounts.map { -$0 }))
  }
}
