import TapestryCore

/// A tensor described by a formula, so that a test in another language can make the same one without storing it.
///
/// Its ``description`` is the formula, written as a call that Python understands:
/// `reals([2, 3], -8.0, 8.0, 1, "float64")`.
public struct SampleInput: Sendable, Hashable {
  public let shape: [Int]
  public let dtype: DType
  private let formula: Formula

  private enum Formula: Hashable {
    case reals(Double, Double, seed: Int)
    case integers(Int, Int, seed: Int)
    case bools(seed: Int)
    case values([Double])
    case wholes([Int])
  }

  /// Irregular numbers in a range, none of them a whole number where the bounds are.
  ///
  /// They are odd multiples of 1/8192 of the range: float32 holds them exactly for common ranges, and steps of finite
  /// differences do not reach whole numbers or, nearly always, each other.
  public static func reals(
    _ shape: [Int], in range: ClosedRange<Double> = -2...2, seed: Int = 1, dtype: DType = .float64
  ) -> SampleInput {
    SampleInput(
      shape: shape, dtype: dtype,
      formula: .reals(range.lowerBound, range.upperBound, seed: seed))
  }

  /// Irregular whole numbers in a range, bounds included.
  public static func integers(
    _ shape: [Int], in range: ClosedRange<Int> = -5...5, seed: Int = 1, dtype: DType = .int64
  ) -> SampleInput {
    SampleInput(
      shape: shape, dtype: dtype,
      formula: .integers(range.lowerBound, range.upperBound, seed: seed))
  }

  /// Irregular bools.
  public static func bools(_ shape: [Int], seed: Int = 1) -> SampleInput {
    SampleInput(shape: shape, dtype: .bool, formula: .bools(seed: seed))
  }

  /// The given numbers, in one axis unless a shape is given.
  public static func values(
    _ values: [Double], shape: [Int]? = nil, dtype: DType = .float64
  ) -> SampleInput {
    SampleInput(shape: shape ?? [values.count], dtype: dtype, formula: .values(values))
  }

  /// The given whole numbers, in one axis unless a shape is given.
  public static func wholes(
    _ values: [Int], shape: [Int]? = nil, dtype: DType = .int64
  ) -> SampleInput {
    SampleInput(shape: shape ?? [values.count], dtype: dtype, formula: .wholes(values))
  }

  /// The same formula in another dtype.
  public func cast(to dtype: DType) -> SampleInput {
    SampleInput(shape: shape, dtype: dtype, formula: formula)
  }

  /// A new tensor of these elements.
  public var tensor: Tensor {
    let count = shape.reduce(1, *)
    switch formula {
    case .reals(let low, let high, let seed):
      let elements = (0..<count).map { index in
        low + (high - low) * Double(2 * (SampleInput.word(index, seed) >> 20) + 1) / 8192
      }
      return Tensor(elements, shape: Shape(shape), dtype: dtype)
    case .integers(let low, let high, let seed):
      let elements = (0..<count).map { index in
        low + Int(SampleInput.word(index, seed) >> 8) % (high - low + 1)
      }
      return Tensor(elements, shape: Shape(shape), dtype: dtype)
    case .bools(let seed):
      let elements = (0..<count).map { SampleInput.word($0, seed) >> 31 == 1 }
      return Tensor(elements, shape: Shape(shape))
    case .values(let values): return Tensor(values, shape: Shape(shape), dtype: dtype)
    case .wholes(let values): return Tensor(values, shape: Shape(shape), dtype: dtype)
    }
  }

  /// A well-mixed word for each element ("lowbias32", Chris Wellons, 2018).
  private static func word(_ index: Int, _ seed: Int) -> UInt32 {
    var x = UInt32(truncatingIfNeeded: index) &+ UInt32(truncatingIfNeeded: seed) &* 0x9E37_79B9
    x = (x ^ (x >> 16)) &* 0x7FEB_352D
    x = (x ^ (x >> 15)) &* 0x846C_A68B
    return x ^ (x >> 16)
  }
}

extension SampleInput: CustomStringConvertible {
  public var description: String {
    switch formula {
    case .reals(let low, let high, let seed):
      "reals(\(shape), \(low), \(high), \(seed), \"\(dtype)\")"
    case .integers(let low, let high, let seed):
      "integers(\(shape), \(low), \(high), \(seed), \"\(dtype)\")"
    case .bools(let seed): "bools(\(shape), \(seed))"
    case .values(let values): "values(\(shape), \(values), \"\(dtype)\")"
    case .wholes(let values): "wholes(\(shape), \(values), \"\(dtype)\")"
    }
  }
}
