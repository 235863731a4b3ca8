import Tapestry

/// Some of the digits, in their order.
public struct DigitRange: Dataset {
  private let digits: LabeledImages
  private let places: Range<Int>

  /// - Parameter places: which of them.
  public init(_ digits: LabeledImages, _ places: Range<Int>) {
    (self.digits, self.places) = (digits, places)
  }

  public var count: Int { places.count }

  public subscript(index: Int) -> (Tensor, Tensor) { digits[places.lowerBound + index] }

  public func batch(_ indices: ArraySlice<Int>) -> (Tensor, Tensor) {
    digits.batch(indices.map { places.lowerBound + $0 }[...])
  }
}

extension LabeledImages {
  /// All but the last sixth, to learn from, and that sixth, to choose hyper-parameters by: the test images are for what was chosen.
  public var heldOutSixth: (train: DigitRange, validation: DigitRange) {
    let border = count - max(1, count / 6)
    return (DigitRange(self, 0..<border), DigitRange(self, border..<count))
  }
}
