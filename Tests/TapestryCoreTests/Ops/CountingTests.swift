import TapestryCore
import TapestryTesting
import Testing

/// Counts by all threads, against counts one by one.
@Suite(.serialized) struct CountingTests {
  static let lengths = [0, 1, 5, 32_767, 65_537, 300_001]

  /// Few numbers and many, of which each thread counts in a table of its own, and so many that all count in one.
  @Test(arguments: lengths, [1, 7, 1023, 1024, 5000, 200_000]) func numbers(length: Int, size: Int)
  {
    let x = withSeed(5) { Tensor.randint(0..<size, [length]) }
    var expected = [Int](repeating: 0, count: (x.array(as: Int.self).max() ?? -1) + 1)
    for number in x.array(as: Int.self) { expected[number] += 1 }
    #expect(x.bincount().array(as: Int.self).elementsEqual(expected))
    #expect(x.bincount(minLength: size + 3).array(as: Int.self)[..<expected.count] == expected[...])
  }

  @Test func equalNeighbours() {
    let x = concatenate([Tensor.full([70_001], 3), Tensor.full([70_000], 1)])
    #expect(x.bincount().array(as: Int.self) == [0, 70_000, 0, 70_001])
    #expect(Tensor.arange(200_000)[.stride(2)].bincount().sum().item(as: Int.self) == 100_000)
  }

  /// The bin of each number is computed as tensor operations would.
  @Test(arguments: lengths, [1, 100, 1023, 1024, 3001]) func bins(length: Int, bins: Int) {
    for dtype in [DType.float32, .float64] {
      var numbers = withSeed(7) { Tensor.randn([length], dtype: dtype) }
      if length > 5 {
        numbers = concatenate([
          numbers, Tensor([.nan, .infinity, -.infinity, -1.3, 2.1, 2.1], dtype: dtype),
        ])
      }
      let (low, high) = (-1.3, 2.1)
      let places = ((numbers - low) * Double(bins) / (high - low))
      let isInside = ((numbers .>= low) .&& (numbers .<= high)).array(as: Bool.self)
      var expected = [Int](repeating: 0, count: bins)
      for (place, isInside) in zip(places.array(as: Double.self), isInside) where isInside {
        expected[min(Int(place), bins - 1)] += 1
      }
      let found = numbers.histc(bins: bins, min: low, max: high)
      #expect(found.dtype == dtype && found.array(as: Int.self).elementsEqual(expected))
    }
  }

  /// A float32 to which 1 is added stays at 2²⁴.
  @Test func countsAreExact() {
    let count = 1 << 24 + 6
    #expect(Tensor.zeros([count]).histc(bins: 2, min: -1, max: 1)[1].item(as: Int.self) == count)
  }

  @Test func binsOfHalfPrecision() {
    let x = Tensor([0.5, 1, 1.5, 2, .nan, 3], dtype: .float16)
    let found = x.histc(bins: 2, min: 1, max: 2)
    #expect(found.dtype == .float16 && found.array(as: Int.self) == [1, 2])
  }

  @Test(arguments: lengths) func positions(length: Int) {
    let x = withSeed(9) { Tensor.randn([length]) }
    let numbers = x.array(as: Float.self)
    for bound in [-10, 0, 1.5, 10] as [Float] {
      let expected = numbers.indices.filter { numbers[$0] > bound }
      let found = (x .> bound).nonzero()
      #expect(found.shape == [expected.count, 1])
      #expect(found.array(as: Int.self).elementsEqual(expected))
    }
    let grid = x[..<(length / 15 * 15)].reshaped(to: [length / 15, 3, 5])
    let flat = grid.array(as: Float.self)
    let places = flat.indices.filter { flat[$0] > 1 }
    #expect(
      (grid .> 1).nonzero().array(as: Int.self)
        == places.flatMap { [$0 / 15, $0 / 5 % 3, $0 % 5] })
  }

  @Test func numberOfThreadsChangesNothing() {
    let before = Threads.count
    defer { Threads.setCount(before) }
    let x = withSeed(3) { Tensor.randn([300_001]) }
    let whole = (x * 100).abs().cast(to: .int64)
    let results = [1, 2, 3, 7].map { count in
      Threads.setCount(count)
      return [
        whole.bincount(), whole.bincount(weights: x), x.histc(bins: 50), (x .> 0).nonzero(),
      ].map { $0.array(as: Double.self) }
    }
    for result in results { #expect(result == results[0]) }
  }
}
