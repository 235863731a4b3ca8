/// A tensor and a mask that says which of its elements count.
///
/// ```swift
/// scores.masked(by: isWord).softmax(axis: -1)
/// ```
///
/// Its operations are those of ``Tensor`` as if the other elements were not there: sums are over what is left, and of nothing left they
/// give what they give of no elements, or NaN. Where a result has the shape of the input, the other places hold what the operation
/// says. No gradient goes to the other elements. The equivalent of `torch.masked`.
public struct MaskedTensor {
  /// All elements.
  public let values: Tensor

  /// Of dtype bool and stretched to the shape of `values`: true where an element counts.
  public let mask: Tensor

  /// The elements that count, with `value` at the other places.
  public func filled(with value: some TensorElement) -> Tensor {
    values.maskedFill(.!mask, with: value)
  }

  /// The elements that count, with the smallest number of the dtype at the other places; −∞ where there is one.
  var filledLow: Tensor {
    values.dtype.isFloatingPoint
      ? filled(with: -Double.infinity) : filled(with: values.dtype.bounds.low)
  }

  /// The elements that count, with the largest number of the dtype at the other places; ∞ where there is one.
  var filledHigh: Tensor {
    values.dtype.isFloatingPoint
      ? filled(with: Double.infinity) : filled(with: values.dtype.bounds.high)
  }

  /// How many elements count along some axes, or of all.
  func counts(axes: [Int]?, keepDims: Bool) -> Tensor { mask.sum(axes: axes, keepDims: keepDims) }
}

extension Tensor {
  /// These elements, of which only those count where `mask` is true.
  ///
  /// - Parameter mask: of dtype bool and a shape that stretches to this one.
  public func masked(
    by mask: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> MaskedTensor {
    demand(
      mask.dtype == .bool, "masked: a mask of \(mask.dtype), not bool", file: file, line: line)
    demand(
      Shape.broadcast(shape, mask.shape) == shape,
      "masked: a mask of \(mask.shape) does not stretch to \(shape)", file: file, line: line)
    return MaskedTensor(values: self, mask: mask.expanded(to: shape))
  }
}

extension DType {
  /// The smallest and the largest number of an integer dtype; 0 and 1 of bool.
  fileprivate var bounds: (low: Int, high: Int) {
    if !isInteger { return (0, 1) }
    let bits = 8 * itemSize
    if !holds(-1) { return (0, (1 << bits) - 1) }
    return (Int.min >> (64 - bits), Int.max >> (64 - bits))
  }
}
