extension Tensor {
  /// These elements with numbers in place of NaN and the infinities. Integers and bool stay as they are. `torch.nan_to_num`.
  ///
  /// - Parameters:
  ///   - positiveInfinity: the dtype's largest number by default.
  ///   - negativeInfinity: its lowest by default.
  public func nanToNum(
    nan: Double = 0, positiveInfinity: Double? = nil, negativeInfinity: Double? = nil
  ) -> Tensor {
    guard dtype.isFloatingPoint else { return clone() }
    let largest = dtype.largestNumber
    let result = noGrad {
      maskedFill(isNaN(), with: nan)
        .maskedFill(isPosInf(), with: positiveInfinity ?? largest)
        .maskedFill(isNegInf(), with: negativeInfinity ?? -largest)
    }
    return result.recorded(self, NanToNumDerivative(input: SavedTensor(self)))
  }
}

struct NanToNumDerivative: Derivative {
  static let name = "nanToNum"
  let input: SavedTensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, gradient * input.value.isFinite())
  }
}

extension DType {
  /// The largest finite number of a floating-point dtype.
  fileprivate var largestNumber: Double {
    switch self {
    case .float16: 65504
    case .bfloat16: 0x1.fep127
    case .float32: Double(Float.greatestFiniteMagnitude)
    default: .greatestFiniteMagnitude
    }
  }
}
