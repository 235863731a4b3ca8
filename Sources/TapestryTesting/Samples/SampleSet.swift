import TapestryCore

/// The samples of one operation, and one large input for what only shows there, such as a result that depends on the
/// number of threads.
public struct SampleSet: Sendable {
  public var samples: [Sample]
  public var large: Sample?

  /// Whether the operation stretches its operands to a common shape and works element by element.
  public var areBroadcast: Bool

  public init(_ samples: [Sample], large: Sample? = nil, areBroadcast: Bool = false) {
    self.samples = samples
    self.large = large
    self.areBroadcast = areBroadcast
  }

  public static func + (a: SampleSet, b: SampleSet) -> SampleSet {
    SampleSet(
      a.samples + b.samples, large: a.large ?? b.large,
      areBroadcast: a.areBroadcast && b.areBroadcast)
  }
}

extension SampleSet: ExpressibleByArrayLiteral {
  public init(arrayLiteral elements: Sample...) { self.init(elements) }
}

/// Shapes that operations meet: a scalar, one element, empty ones, up to eight axes.
public let sampleShapes: [[Int]] = [
  [], [1], [6], [2, 3], [3, 1, 2], [0], [2, 0, 3], [2, 2, 3], [1, 2, 1, 1, 2, 1, 2, 1],
]

extension SampleSet {
  /// For elementwise functions of one operand: shapes, dtypes and special values.
  ///
  /// - Parameter domain: where the function is smooth.
  public static func unary(_ domain: ClosedRange<Double> = -4...4, dtypes: [DType] = DType.allCases)
    -> SampleSet
  {
    let (low, width) = (domain.lowerBound, domain.upperBound - domain.lowerBound)
    let shapes = sampleShapes.enumerated().map { seed, shape in
      Sample(.reals(shape, in: domain, seed: seed + 1))
    }
    // Where a function changes fast at an end of its domain, a piece of the domain shows it.
    let pieces = [(0, 0.0625), (0, 0.25), (0.25, 0.5), (0.5, 0.75), (0.75, 1), (0.9375, 1)].map {
      Sample(.reals([5], in: (low + $0 * width)...(low + $1 * width), seed: 21))
    }
    let singles = [[0], [2, 3]].map { Sample(.reals($0, in: domain, dtype: .float32)) }
    let specials = [DType.float64, .float32].map {
      Sample(.values(specialValues($0), dtype: $0), derivatives: .stored)
    }
    let extremes = [DType.float64, .float32].map {
      Sample(.values(extremeValues($0), dtype: $0), derivatives: .unknown)
    }
    let whole = dtypes.filter { !$0.isFloatingPoint }.flatMap { dtype in
      (DType.common.contains(dtype) ? [[5], [2, 1, 3], [0]] : [[5]]).map {
        Sample(.small($0, dtype: dtype, seed: 31))
      }
    }
    let halves = dtypes.filter(\.isHalf).map {
      Sample(.reals([2, 3], in: domain, seed: 32, dtype: $0))
    }
    return SampleSet(
      shapes + pieces + singles + specials + extremes + whole + halves,
      large: Sample(.reals([257, 1031], in: domain, seed: 41)))
  }

  /// For elementwise functions of two operands: shapes that broadcast, pairs of dtypes, and special values against each other.
  public static func binary(
    _ a: ClosedRange<Double> = -4...4, _ b: ClosedRange<Double> = -4...4,
    dtypes: [DType] = DType.allCases, isDivision: Bool = false
  ) -> SampleSet {
    let shapes: [([Int], [Int])] = [
      ([], []), ([3], [3]), ([3], []), ([], [2, 2]), ([2, 3], [3]), ([2, 3], [2, 1]),
      ([2, 1], [1, 3]), ([1], [2]), ([3, 1, 2], [2, 1]), ([2, 2, 2], [2, 2, 2]), ([0], [1]),
      ([2, 0], [1, 1]), ([], [0]), ([1, 2, 1, 1, 2, 1, 1, 2], [2, 1, 1, 1]),
    ]
    let broadcasts = shapes.enumerated().map { seed, shapes in
      Sample(.reals(shapes.0, in: a, seed: seed + 1), .reals(shapes.1, in: b, seed: seed + 51))
    }
    let specials = [DType.float64, .float32].map { dtype in
      let values = pairedSpecialValues(dtype)
      return Sample(
        .values(values, shape: [values.count, 1], dtype: dtype), .values(values, dtype: dtype),
        derivatives: .stored)
    }
    let mixed = DType.pairs(of: dtypes).map { first, second in
      // The numbers vary from pair to pair.
      let seed = Int(first.rawValue) * 10 + Int(second.rawValue)
      return Sample(
        .small([3], dtype: first, seed: seed + 61),
        .small([3], dtype: second, seed: seed + 161, isDivisor: isDivision),
        derivatives: .stored(beside: first, second))
    }
    // A scalar tensor yields to an array of the same kind.
    let pairs: [(DType, DType)] = [
      (.float32, .float64), (.int32, .int64), (.uint8, .float64), (.bool, .int32),
    ]
    let weak = pairs.filter { dtypes.contains($0) && dtypes.contains($1) }.map { first, second in
      Sample(
        .small([2], dtype: first, seed: 71),
        .small([], dtype: second, seed: 72, isDivisor: isDivision),
        derivatives: .stored(beside: first, second))
    }
    return SampleSet(
      broadcasts + specials + mixed + weak,
      large: Sample(.reals([257, 1031], in: a, seed: 41), .reals([1031], in: b, seed: 42)),
      areBroadcast: true)
  }

  /// The same inputs, none of them taken to be away from steps and kinks.
  public var withoutFiniteDifferences: SampleSet {
    SampleSet(
      samples.map { Sample($0.inputs, derivatives: .stored) }, large: large,
      areBroadcast: areBroadcast)
  }

  /// The same inputs, about whose derivatives nothing is said.
  public var withoutDerivatives: SampleSet {
    SampleSet(
      samples.map { Sample($0.inputs, derivatives: .unknown) }, large: large,
      areBroadcast: areBroadcast)
  }

  /// For functions that are NaN of empty inputs, whatever these are: no finite differences there.
  public var undefinedWhereEmpty: SampleSet {
    SampleSet(
      samples.map { sample in
        let isEmpty = sample.inputs.contains { $0.shape.contains(0) }
        return Sample(sample.inputs, derivatives: isEmpty ? .stored : sample.derivatives)
      }, large: large, areBroadcast: areBroadcast)
  }
}

extension DType {
  /// The dtypes that samples try in all combinations.
  public static let common: [DType] = [.float32, .float64, .int64, .int32, .uint8, .bool]

  /// Whether arithmetic is done in a wider dtype.
  var isHalf: Bool { self == .float16 || self == .bfloat16 }

  /// Pairs of dtypes for samples of two operands: the common ones with each other, and each of the others with itself and a few more.
  ///
  /// All pairs of all dtypes would be a hundred; what each of them is promoted to has a test of its own.
  public static func pairs(of dtypes: [DType]) -> [(DType, DType)] {
    let usual = dtypes.filter(common.contains)
    let others: [(DType, DType)] = [
      (.float16, .float16), (.float16, .bfloat16), (.float32, .float16), (.float16, .int64),
      (.bfloat16, .bfloat16), (.bfloat16, .float32), (.uint8, .bfloat16), (.int16, .int16),
      (.int16, .uint8), (.int32, .int16), (.int8, .int8), (.int8, .uint8), (.bool, .int8),
    ]
    return usual.flatMap { first in usual.map { (first, $0) } }
      + others.filter { dtypes.contains($0) && dtypes.contains($1) }
  }
}

extension Sample.Derivatives {
  /// Stored values where PyTorch's are right: it computes some derivatives in the other operand's dtype, which wraps.
  fileprivate static func stored(beside a: DType, _ b: DType) -> Sample.Derivatives {
    [a, b].contains { $0 == .uint8 || $0 == .bool } ? .unknown : .stored
  }
}

extension SampleInput {
  /// Small numbers of a dtype: whole ones, or fractions where it has them.
  public static func small(
    _ shape: [Int], dtype: DType, seed: Int, isDivisor: Bool = false
  ) -> SampleInput {
    switch dtype {
    case .float16, .bfloat16, .float32, .float64:
      .reals(shape, in: -4...4, seed: seed, dtype: dtype)
    case .int64, .int32, .int16, .int8:
      .integers(shape, in: isDivisor ? 1...5 : -5...5, seed: seed, dtype: dtype)
    case .uint8: .integers(shape, in: (isDivisor ? 1 : 0)...5, seed: seed, dtype: dtype)
    case .bool:
      isDivisor
        ? .integers(shape, in: 1...1, seed: seed, dtype: .bool) : .bools(shape, seed: seed)
    }
  }
}

/// Zeros of both signs, infinities, NaN, the smallest numbers, and ones between.
public func specialValues(_ dtype: DType) -> [Double] {
  let small: [Double] =
    dtype == .float64
    ? [.leastNonzeroMagnitude, -0x1p-1030, .leastNormalMagnitude]
    : [0x1p-149, -0x1p-140, 0x1p-126]
  return [
    0, -0.0, .infinity, -.infinity, .nan, 1, -1, 0.5, -0.5, 1.5, 2.5, -2.5, 3, 1e-8, 1e10, -1e10,
  ] + small
}

/// The largest numbers, and ones at which exponential functions overflow or vanish.
public func extremeValues(_ dtype: DType) -> [Double] {
  dtype == .float64
    ? [.greatestFiniteMagnitude, -.greatestFiniteMagnitude, 1e160, -1e160, 709.75, -745.5]
    : [0x1.fffffep127, -0x1.fffffep127, 1e20, -1e20, 88.75, -104]
}

/// A choice of ``specialValues(_:)`` that is tried in all pairs.
public func pairedSpecialValues(_ dtype: DType) -> [Double] {
  let bounds: [Double] = dtype == .float64 ? [.leastNonzeroMagnitude, 1e300] : [0x1p-149, 0x1p126]
  return [0, -0.0, .infinity, -.infinity, .nan, 1, -1, 2.5, -3] + bounds
}

extension SampleSet {
  /// One call without any input, for operations that make tensors from nothing.
  public static let none: SampleSet = [Sample()]

  /// For functions of one operand that care about shapes: each shape in float64, and the first that is not empty in the other dtypes.
  public static func shapes(
    _ shapes: [[Int]], in range: ClosedRange<Double> = -4...4, dtypes: [DType] = DType.allCases,
    large: [Int]? = nil
  ) -> SampleSet {
    let doubles = shapes.enumerated().map { seed, shape in
      Sample(.reals(shape, in: range, seed: seed + 1))
    }
    let shape = shapes.first { !$0.contains(0) } ?? []
    let others = dtypes.filter { $0 != .float64 }.map { Sample(.small(shape, dtype: $0, seed: 31)) }
    return SampleSet(
      doubles + others, large: large.map { Sample(.reals($0, in: range, seed: 41)) })
  }

  /// For an operand beside a plain number: every dtype, as an array, a scalar and nothing.
  public static func eachDType(_ dtypes: [DType] = DType.allCases) -> SampleSet {
    SampleSet(
      dtypes.flatMap { dtype in
        (DType.common.contains(dtype) ? [[3], [], [0]] : [[3]]).map {
          Sample(.small($0, dtype: dtype, seed: 81), derivatives: .stored)
        }
      })
  }
}
