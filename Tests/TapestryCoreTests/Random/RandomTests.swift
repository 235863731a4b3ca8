import TapestryCore
import Testing

@Suite struct RandomTests {
  /// Known answers of Philox 4×32-10 for a counter and key of 0, as the upper 24 bits of each word.
  @Test func philox() {
    let words: [UInt32] = [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]
    let numbers = withSeed(0) { Tensor.rand([4]) }.array(as: Float.self)
    #expect(numbers == words.map { Float($0 >> 8) / 0x1p24 })
  }

  @Test func sameSeedSameNumbers() {
    let draws: [() -> Tensor] = [
      { .rand([100]) }, { .randn([100]) }, { .rand([100], dtype: .float64) },
      { .randn([100], dtype: .float64) }, { .randint(-5..<7, [100]) }, { .randperm(100) },
      { dropout(.ones([100])) }, { dropout(.ones([100], dtype: .float64)) },
    ]
    for draw in draws {
      let numbers = withSeed(7, draw).array(as: Double.self)
      #expect(withSeed(7, draw).array(as: Double.self) == numbers)
      #expect(withSeed(8, draw).array(as: Double.self) != numbers)
      // A second draw goes on.
      #expect(withSeed(7) { [draw(), draw()][1] }.array(as: Double.self) != numbers)
    }
  }

  @Test func generators() {
    let (a, b) = (Generator(seed: 3), Generator(seed: 3))
    let first = Tensor.rand([5], generator: a).array(as: Float.self)
    let second = Tensor.rand([5], generator: a).array(as: Float.self)
    #expect(Tensor.rand([5], generator: b).array(as: Float.self) == first)
    #expect(Tensor.rand([5], generator: b).array(as: Float.self) == second)
    #expect(first != second)
    a.reseed(3)
    #expect(Tensor.rand([5], generator: a).array(as: Float.self) == first)
    #expect(a.seed == 3)
  }

  @Test func withSeedLeavesTheStreamAsItWas() {
    let expected = withSeed(1) {
      [Tensor.rand([3]), Tensor.rand([3])].map { $0.array(as: Float.self) }
    }
    let interrupted = withSeed(1) {
      let first = Tensor.rand([3])
      _ = withSeed(99) { Tensor.rand([1000]) }
      return [first, Tensor.rand([3])].map { $0.array(as: Float.self) }
    }
    #expect(interrupted == expected)
    struct Failure: Error {}
    let generator = defaultGenerator
    #expect(throws: Failure.self) { try withSeed(2) { throw Failure() } }
    #expect(defaultGenerator === generator)
  }

  @Test func manualSeedStartsOver() {
    onSmallStack {
      manualSeed(5)
      let first = Tensor.rand([4]).array(as: Float.self)
      _ = Tensor.rand([100])
      manualSeed(5)
      #expect(Tensor.rand([4]).array(as: Float.self) == first)
    }
  }

  /// Unseeded threads do not draw the same numbers.
  @Test func threadsDiffer() {
    let draw = { @Sendable in onSmallStack { Tensor.rand([4]).array(as: Float.self) } }
    #expect(draw() != draw())
  }

  @Test func largeDrawsDoNotDependOnThreads() async {
    await #expect(processExitsWith: .success) {
      func draw() -> [[Double]] {
        [
          withSeed(3) { Tensor.rand([1_000_003]) }, withSeed(3) { Tensor.randn([1_000_003]) },
          withSeed(3) { Tensor.randn([300_001], dtype: .float64) },
          withSeed(3) { dropout(.ones([1_000_003]), probability: 0.3) },
        ].map { $0.array(as: Double.self) }
      }
      Threads.setCount(1)
      let expected = draw()
      for count in [2, 3, 8] {
        Threads.setCount(count)
        precondition(draw() == expected, "\(count) threads")
      }
    }
  }

  @Test(arguments: [DType.float32, .float64]) func momentsOfUniform(dtype: DType) {
    let x = withSeed(11) { Tensor.rand([400_000], dtype: dtype) }.cast(to: .float64)
    #expect(x.amin().item() >= 0 && x.amax().item() < 1)
    expectClose(x.mean(), 0.5, 0.002)
    expectClose((x - 0.5).square().mean(), 1 / 12.0, 0.001)
    // Neighbours are independent.
    expectClose(((x[..<399_999] - 0.5) * (x[1...] - 0.5)).mean(), 0, 0.001)
    let counts = (0..<10).map { bin in
      ((x .>= Double(bin) / 10) .&& (x .< Double(bin + 1) / 10)).sum().item()
    }
    #expect(counts.allSatisfy { abs($0 - 40_000) < 1000 })
  }

  @Test(arguments: [DType.float32, .float64]) func momentsOfNormal(dtype: DType) {
    let x = withSeed(12) { Tensor.randn([400_000], dtype: dtype) }.cast(to: .float64)
    expectClose(x.mean(), 0, 0.008)
    expectClose(x.square().mean(), 1, 0.012)
    expectClose(x.pow(3).mean(), 0, 0.03)
    expectClose(x.pow(4).mean(), 3, 0.08)
    // Beyond 2 and 3 standard deviations.
    expectClose((x.abs() .> 2).cast(to: .float64).mean(), 0.0455, 0.002)
    expectClose((x.abs() .> 3).cast(to: .float64).mean(), 0.0027, 0.0005)
    expectClose((x[..<399_999] * x[1...]).mean(), 0, 0.008)
    #expect(x.isFinite().all().item(as: Bool.self))
  }

  @Test func integers() {
    let x = withSeed(13) { Tensor.randint(-3..<4, [70_000]) }
    #expect(x.dtype == .int64)
    for number in -3..<4 { expectClose((x .== number).sum(), 10_000, 500) }
    #expect(x.amin().item() == -3 && x.amax().item() == 3)
    let wide = withSeed(14) { Tensor.randint(Int.min..<Int.max, [1000]) }
    #expect(wide.array(as: Int.self).filter { $0 < 0 }.count > 400)
    #expect(Tensor.randint(5..<6, [3], dtype: .uint8).array(as: UInt8.self) == [5, 5, 5])
    #expect(Tensor.randint(0..<5, [0]).count == 0)
  }

  @Test func permutations() {
    let orders = (0..<2000).map { seed in
      withSeed(UInt64(seed)) { Tensor.randperm(4) }.array(as: Int.self)
    }
    #expect(orders.allSatisfy { $0.sorted() == [0, 1, 2, 3] })
    let counts = Dictionary(grouping: orders, by: \.self).mapValues(\.count)
    #expect(counts.count == 24)
    #expect(counts.values.allSatisfy { (50...120).contains($0) })
    #expect(Tensor.randperm(0).count == 0 && Tensor.randperm(1).item() == 0)
    let long = withSeed(3) { Tensor.randperm(10_000) }.array(as: Int.self)
    #expect(long.sorted() == Array(0..<10_000) && long != Array(0..<10_000))
  }

  @Test(arguments: [DType.float32, .float64]) func dropoutKeepsTheMean(dtype: DType) {
    let x = Tensor.ones([200_000], dtype: dtype).requiringGrad()
    let y = withSeed(5) { dropout(x, probability: 0.25) }
    let values = y.array(as: Double.self)
    #expect(values.allSatisfy { $0 == 0 || abs($0 - 4 / 3.0) < 1e-6 })
    expectClose(y.detach().cast(to: .float64).mean(), 1, 0.01)
    // The derivative passes where elements passed.
    y.sum().backward()
    #expect(x.grad!.array(as: Double.self).map { $0 > 0 } == values.map { $0 > 0 })
    #expect(dropout(x, isTraining: false) === x)
  }

  private func expectClose(
    _ value: Tensor, _ expected: Double, _ tolerance: Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let value = value.item()
    #expect(abs(value - expected) < tolerance, "\(value)", sourceLocation: sourceLocation)
  }
}
