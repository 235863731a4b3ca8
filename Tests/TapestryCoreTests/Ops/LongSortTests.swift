import TapestryCore
import TapestryTesting
import Testing

/// Rows long enough to be sorted by all threads together, against Swift's own sort.
@Suite(.serialized) struct LongSortTests {
  /// Around the length from which on that is done, and where pieces of rows are of one size no longer.
  static let lengths = [1 << 14 - 1, 1 << 14, 1 << 14 + 1, 81_001, 1 << 18, 1 << 18 + 7]

  @Test(arguments: lengths) func ordersAreStable(length: Int) {
    for numbers in Numbers.all {
      let x = numbers.tensor(length)
      for descending in [false, true] {
        let (values, places) = x.sort(descending: descending)
        let expected = numbers.order(x, descending: descending)
        #expect(
          places.array(as: Int.self).elementsEqual(expected), "\(numbers.name), \(descending)")
        #expect(isSame(values, x[Tensor(expected)]), "\(numbers.name), \(descending)")
      }
    }
  }

  @Test func rowsAreSortedByThemselves() {
    for numbers in Numbers.all {
      let rows = [40_000, 40_001].map { numbers.tensor($0)[..<40_000] }
      let places = stack(rows).argsort()
      let columns = stack(rows, axis: 1).argsort(axis: 0)
      for (row, x) in rows.enumerated() {
        let expected = numbers.order(x)
        #expect(places[row].array(as: Int.self).elementsEqual(expected), "\(numbers.name)")
        #expect(columns[0..., row].array(as: Int.self).elementsEqual(expected), "\(numbers.name)")
      }
    }
  }

  @Test func stridedRows() {
    let x = Numbers.thousand.tensor(90_000)[.stride(2)]
    #expect(x.argsort().array(as: Int.self).elementsEqual(Numbers.thousand.order(x)))
  }

  @Test(arguments: [0, 1, 2, 41, 1 << 13, 1 << 14 + 1, 100_003, 1 << 18 + 7])
  func differentElements(length: Int) {
    for numbers in Numbers.all {
      let x = numbers.tensor(length)
      for isSorted in [true, false] {
        let expected = Groups(numbers, x, isSorted: isSorted)
        let all = isSorted ? x.uniqueAll() : x.uniqueConsecutiveAll()
        let values = isSorted ? x.unique() : x.uniqueConsecutive()
        let name: Comment = "\(numbers.name), sorted: \(isSorted)"
        #expect(isSame(values, x[Tensor(expected.first)]), name)
        #expect(isSame(all.values, values), name)
        #expect(all.inverse.array(as: Int.self).elementsEqual(expected.numbers), name)
        #expect(all.counts.array(as: Int.self).elementsEqual(expected.counts), name)
      }
    }
  }

  @Test func differentElementsOfAnyShape() {
    let x = Numbers.thousand.tensor(70_000).reshaped(to: [200, 350])
    let view = x.T[.stride(3), 5...]
    let expected = view.contiguous().reshaped(to: [view.count]).uniqueAll()
    let found = view.uniqueAll()
    #expect(found.values.array(as: Int.self).elementsEqual(expected.values.array(as: Int.self)))
    #expect(found.counts.array(as: Int.self).elementsEqual(expected.counts.array(as: Int.self)))
    #expect(found.inverse.shape == view.shape)
    #expect(
      found.values[found.inverse].array(as: Int.self) == view.array(as: Int.self))
    #expect(view.unique().array(as: Int.self).elementsEqual(found.values.array(as: Int.self)))
  }

  @Test func ofEqualElementsTheFirstStays() {
    let zeros = Tensor([0, -0.0, .nan, -0.0, .nan, 1], dtype: .float64)
    #expect(zeros.unique().array(as: Double.self).map(\.sign)[..<2] == [.plus, .plus])
    #expect(zeros.unique().shape == [4])
    #expect(zeros[1...].unique().array(as: Double.self)[0].sign == .minus)
  }

  @Test func numberOfThreadsChangesNothing() {
    let before = Threads.count
    defer { Threads.setCount(before) }
    for numbers in Numbers.all {
      let x = numbers.tensor(1 << 19 + 7)
      let rows = x[..<(1 << 19)].reshaped(to: [8, 1 << 16])
      let results = [1, 2, 3, 7].map { count in
        Threads.setCount(count)
        let all = x.uniqueAll()
        return [
          x.argsort(), x.argsort(descending: true), rows.argsort(), all.inverse, all.counts,
          x.unique().isNaN().sum(), x.uniqueConsecutiveAll().counts,
        ].map { $0.array(as: Int.self) }
      }
      for result in results { #expect(result == results[0], "\(numbers.name)") }
    }
  }
}

/// Equal also in NaN and in the signs of zeros.
private func isSame(_ a: Tensor, _ b: Tensor) -> Bool {
  difference(of: a, from: b, tolerance: .exact, checksZeroSigns: true) == nil
}

/// Numbers of one kind, from a simple generator.
private struct Numbers: Sendable {
  let name: String
  let dtype: DType
  private let number: @Sendable (_ bits: UInt64) -> Scalar

  private enum Scalar {
    case whole(Int)
    case real(Double)
  }

  private init(_ name: String, _ dtype: DType, whole: @escaping @Sendable (UInt64) -> Int) {
    (self.name, self.dtype) = ("\(dtype) \(name)", dtype)
    number = { .whole(whole($0)) }
  }

  private init(_ name: String, _ dtype: DType, real: @escaping @Sendable (UInt64) -> Double) {
    (self.name, self.dtype) = ("\(dtype) \(name)", dtype)
    number = { .real(real($0)) }
  }

  static let thousand = Numbers("below a thousand", .int64, whole: { Int($0 % 1000) })

  static let all: [Numbers] =
    [
      thousand,
      Numbers("all equal", .int64, whole: { _ in -7 }),
      Numbers("of two values far apart", .int64, whole: { $0 % 2 == 0 ? .min : .max }),
      Numbers("of all bits", .int64, whole: { Int(bitPattern: UInt($0)) }),
      Numbers("of 33 bits", .int64, whole: { Int($0 >> 31) - 1 << 32 }),
      Numbers("of 32 bits", .int64, whole: { Int($0 >> 32) - 1 << 31 }),
      Numbers("of upper bits alone", .int64, whole: { (Int($0 % 300) - 150) << 52 }),
      Numbers("of upper and lower bits", .int64, whole: { Int($0 % 3) << 50 + Int($0 >> 62) }),
      Numbers("of all bits", .int32, whole: { Int(Int32(truncatingIfNeeded: $0)) }),
      Numbers(
        "of few values", .int32, whole: { [Int(Int32.min), -1, 0, Int(Int32.max)][Int($0 % 4)] }),
      Numbers(
        "mostly small", .int32,
        whole: { $0 % 9 == 0 ? Int(Int32(truncatingIfNeeded: $0 >> 8)) : Int($0 >> 50) }),
      Numbers("mostly small", .int64, whole: { $0 % 9 == 0 ? Int($0 >> 4) : Int($0 >> 50) }),
      Numbers("small", .uint8, whole: { Int($0 % 256) }),
      Numbers("small", .float16, real: { Double($0 % 100) - 50 }),
    ]
    + [DType.float32, .float64].flatMap { dtype in
      [
        Numbers("spread", dtype, real: { Double(Int64(bitPattern: $0) >> 11) * 1e-12 }),
        Numbers("mostly 0", dtype, real: { Double(max(Int64(bitPattern: $0), 0) >> 11) * 1e-12 }),
        Numbers("whole", dtype, real: { Double($0 % 1000) - 500 }),
        Numbers("special", dtype, real: { special[Int($0 % UInt64(special.count))] }),
        Numbers("NaN", dtype, real: { _ in .nan }),
      ]
    }

  private static let special = [
    .nan, -.nan, .infinity, -.infinity, 0, -0.0, 1, -1, 1e-40, -1e-40, 3e38, -3e38,
  ]

  func tensor(_ length: Int) -> Tensor {
    var state = UInt64(length)
    func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var bits = state
      bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
      bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
      return bits ^ bits >> 31
    }
    let numbers = (0..<length).map { _ in number(next()) }
    if dtype.isFloatingPoint {
      return Tensor(
        numbers.map { if case .real(let x) = $0 { x } else { 0.0 } }, dtype: dtype)
    }
    return Tensor(numbers.map { if case .whole(let x) = $0 { x } else { 0 } }, dtype: dtype)
  }

  /// The places in order, by Swift's sort.
  func order(_ x: Tensor, descending: Bool = false) -> [Int] {
    func order<T>(_ values: [T], _ isLess: (T, T) -> Bool) -> [Int] {
      values.indices.sorted {
        let (a, b) = descending ? (values[$1], values[$0]) : (values[$0], values[$1])
        return isLess(a, b) || !isLess(b, a) && $0 < $1
      }
    }
    return dtype.isFloatingPoint
      ? order(x.array(as: Double.self)) { $0 < $1 || $1.isNaN && !$0.isNaN }
      : order(x.array(as: Int.self), <)
  }
}

/// Equal elements, one by one.
private struct Groups {
  var first: [Int] = []
  var counts: [Int] = []
  var numbers: [Int]

  init(_ kind: Numbers, _ x: Tensor, isSorted: Bool) {
    let order = isSorted ? kind.order(x) : Array(0..<x.count)
    numbers = [Int](repeating: 0, count: x.count)
    let (reals, wholes) =
      x.dtype.isFloatingPoint
      ? (x.array(as: Double.self), []) : ([], x.array(as: Int.self))
    var before: Int?
    for place in order {
      let isEqual =
        before.map {
          x.dtype.isFloatingPoint ? reals[$0] == reals[place] : wholes[$0] == wholes[place]
        }
        ?? false
      if !isEqual {
        first.append(place)
        counts.append(0)
      }
      counts[counts.count - 1] += 1
      numbers[place] = first.count - 1
      before = place
    }
  }
}
