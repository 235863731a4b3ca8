import TapestryCore
import TapestryTesting

extension Catalogue {
  /// The dtypes that PyTorch has all functions of: some are missing for 16-bit floats, or rounded at every step.
  static let unhalved = DType.allCases.filter { $0 != .float16 && $0 != .bfloat16 }

  static let unhalvedNumbers = numbers.filter(unhalved.contains)
}

extension SampleSet {
  /// The same with those special values that `isWanted` chooses, for functions of which PyTorch gets others wrong; without the largest
  /// numbers.
  func withSpecials(_ isWanted: (Double) -> Bool) -> SampleSet {
    let plain = samples.filter { $0.derivatives == .smooth }
    let specials = [DType.float64, .float32].map {
      Sample(.values(specialValues($0).filter(isWanted), dtype: $0), derivatives: .unknown)
    }
    return SampleSet(plain + specials, large: large)
  }

  /// The same without derivatives at special values, where PyTorch's are NaN or differences of large numbers.
  var withoutSpecialSlopes: SampleSet {
    SampleSet(
      samples.map {
        Sample($0.inputs, derivatives: $0.derivatives == .stored ? .unknown : $0.derivatives)
      }, large: large)
  }
}
