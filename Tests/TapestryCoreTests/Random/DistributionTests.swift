import Foundation
import TapestryCore
import Testing

/// Drawn numbers against the distribution they should have, with fixed seeds.
@Suite struct DistributionTests {
  private static let count = 40_000

  private func numbers(_ seed: UInt64 = 1, _ draw: () -> Tensor) -> [Double] {
    withSeed(seed, draw).array(as: Double.self)
  }

  private func expectClose(
    _ numbers: [Double], mean: Double, variance: Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let count = Double(numbers.count)
    let average = numbers.reduce(0, +) / count
    let spread = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    // Means of n numbers scatter by σ/√n.
    #expect(
      abs(average - mean) <= 4.5 * (variance / count).squareRoot() + 1e-12,
      "mean \(average), not \(mean)", sourceLocation: sourceLocation)
    #expect(
      abs(spread - variance) <= 0.15 * variance + 1e-12, "variance \(spread), not \(variance)",
      sourceLocation: sourceLocation)
  }

  private func expectDistribution(
    _ numbers: [Double], _ distribution: @escaping (Double) -> Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(
      DistributionFunctions.distance(numbers, distribution) < 1.95, sourceLocation: sourceLocation)
  }

  @Test(arguments: [DType.float32, .float64]) func continuousOnes(dtype: DType) {
    let shape: Shape = [Self.count]
    expectDistribution(numbers { .rand(shape, dtype: dtype) }) { $0 }
    expectDistribution(numbers { .randn(shape, dtype: dtype) }, DistributionFunctions.normal)
    let uniform = numbers { .uniform(shape, in: -2..<3, dtype: dtype) }
    expectDistribution(uniform) { ($0 + 2) / 5 }
    expectClose(uniform, mean: 0.5, variance: 25 / 12)
    let normal = numbers { .normal(shape, mean: 3, std: 0.5, dtype: dtype) }
    expectDistribution(normal) { DistributionFunctions.normal(($0 - 3) / 0.5) }
    let exponential = numbers { .exponential(shape, rate: 2, dtype: dtype) }
    expectDistribution(exponential) { 1 - exp(-2 * $0) }
    expectClose(exponential, mean: 0.5, variance: 0.25)
    #expect(exponential.allSatisfy { $0 > 0 })
    expectDistribution(numbers { .cauchy(shape, median: 1, scale: 3, dtype: dtype) }) {
      0.5 + atan(($0 - 1) / 3) / .pi
    }
    expectDistribution(numbers { .logNormal(shape, mean: 0.5, std: 0.75, dtype: dtype) }) {
      DistributionFunctions.normal((log($0) - 0.5) / 0.75)
    }
  }

  @Test(arguments: [0.05, 0.5, 0.999, 1, 1.5, 4, 30, 1000])
  func gammaNumbers(concentration: Double) {
    let a = Tensor.full([Self.count], concentration, dtype: .float64)
    let x = numbers { .gamma(concentration: a, rate: Tensor(2, dtype: .float64)) }
    expectDistribution(x) { DistributionFunctions.gamma(2 * $0, concentration) }
    expectClose(x, mean: concentration / 2, variance: concentration / 4)
    #expect(x.allSatisfy { $0 > 0 })
  }

  @Test(arguments: [[0.5, 0.5], [1, 1], [2, 5], [30, 0.75], [100, 90]])
  func betaNumbers(parameters: [Double]) {
    let (a, b) = (parameters[0], parameters[1])
    let x = numbers(2) {
      .beta(
        .full([2000], a, dtype: .float64), .full([2000], b, dtype: .float64))
    }
    expectDistribution(x) { DistributionFunctions.beta($0, a, b) }
    expectClose(x, mean: a / (a + b), variance: a * b / ((a + b) * (a + b) * (a + b + 1)))
  }

  @Test func dirichletRows() {
    let x = withSeed(3) {
      Tensor.dirichlet(
        concentration: Tensor([1, 2, 5], dtype: .float64).expanded(to: [20_000, 3]))
    }
    let means = x.mean(axis: 0).array(as: Double.self)
    for (mean, expected) in zip(means, [0.125, 0.25, 0.625]) {
      #expect(abs(mean - expected) < 0.01)
    }
    let sums = x.sum(axis: 1).array(as: Double.self)
    #expect(sums.allSatisfy { abs($0 - 1) < 1e-12 })
    // Gamma numbers this small are 0 in float64; their ratios are not.
    let tiny = withSeed(4) { Tensor.dirichlet(concentration: .full([1000, 3], 1e-4)) }
    #expect(tiny.isFinite().all().item(as: Bool.self))
    #expect((tiny.max(axis: 1).values .> 0.99).sum().item() > 980)
  }

  @Test(arguments: [0, 0.1, 3, 9.9, 10, 25, 1000, 1e6]) func poissonNumbers(mean: Double) {
    let x = numbers { Tensor.full([Self.count], mean, dtype: .float64).poisson() }
    expectClose(x, mean: mean, variance: mean)
    #expect(x.allSatisfy { $0 >= 0 && $0 == $0.rounded() })
    if mean == 0 || mean > 1e5 { return }
    #expect(
      DistributionFunctions.deviation(x) { k in
        exp(Double(k) * log(mean) - mean - lgamma(Double(k) + 1))
      } < 4)
  }

  @Test(arguments: [
    [0, 0.5], [5, 0], [5, 1], [1, 0.3], [10, 0.9], [40, 0.1], [100, 0.5], [1000, 0.02],
    [1000, 0.7],
    [1e9, 0.25],
  ])
  func binomialNumbers(parameters: [Double]) {
    let (n, p) = (parameters[0], parameters[1])
    let x = numbers {
      .binomial(
        trials: .full([Self.count], n, dtype: .float64), probability: Tensor(p).double())
    }
    let q = Double(Float(p))
    expectClose(x, mean: n * q, variance: n * q * (1 - q))
    #expect(x.allSatisfy { $0 >= 0 && $0 <= n && $0 == $0.rounded() })
    if q == 0 || q == 1 || n == 0 || n > 1e6 { return }
    #expect(
      DistributionFunctions.deviation(x) { k in
        let k = Double(k)
        if k > n { return 0 }
        let choices: Double = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
        let chance: Double = k * log(q) + (n - k) * log(1 - q)
        return exp(choices + chance)
      } < 4)
  }

  @Test(arguments: [DType.float32, .float64, .float16, .int64, .int16])
  func geometricNumbers(dtype: DType) {
    for p in [0.1, 0.5, 0.95] {
      let x = numbers { .geometric([Self.count], probability: p, dtype: dtype) }
      expectClose(x, mean: 1 / p, variance: (1 - p) / (p * p))
      #expect(
        DistributionFunctions.deviation(x) { $0 == 0 ? 0 : p * pow(1 - p, Double($0 - 1)) } < 4)
    }
    #expect(numbers { .geometric([100], probability: 1, dtype: dtype) }.allSatisfy { $0 == 1 })
  }

  @Test(arguments: DType.allCases) func bernoulliNumbers(dtype: DType) {
    let x = withSeed(1) { Tensor.bernoulli([Self.count], probability: 0.3, dtype: dtype) }
    #expect(x.dtype == dtype)
    expectClose(x.array(as: Double.self), mean: 0.3, variance: 0.21)
    #expect(Tensor.bernoulli([1000], probability: 1, dtype: dtype).float().amin().item() == 1)
    #expect(Tensor.bernoulli([1000], probability: 0, dtype: dtype).float().amax().item() == 0)
  }

  @Test(arguments: [true, false]) func multinomialPlaces(withReplacement: Bool) {
    let weights = [0.5, 0, 3, 1, 1.5]
    let rows = Tensor(weights).expanded(to: [30_000, 5])
    let x = withSeed(6) { rows.multinomial(count: 2, withReplacement: withReplacement) }
    #expect(x.shape == [30_000, 2] && x.dtype == .int64)
    let pairs = x.array(as: Int.self)
    var counts = [Int: Int]()
    for row in 0..<30_000 { counts[pairs[2 * row] * 5 + pairs[2 * row + 1], default: 0] += 1 }
    for first in 0..<5 {
      for second in 0..<5 {
        let p = weights[first] / 6
        let q =
          withReplacement
          ? weights[second] / 6
          : first == second ? 0 : weights[second] / (6 - weights[first])
        let (expected, count) = (30_000 * p * q, Double(counts[first * 5 + second] ?? 0))
        #expect(abs(count - expected) <= 5 * expected.squareRoot(), "\(first), \(second)")
      }
    }
    let all = withSeed(1) { Tensor(weights).multinomial(count: 4) }.array(as: Int.self)
    #expect(all.sorted() == [0, 2, 3, 4])
    let long = withSeed(2) {
      Tensor.ones([3]).multinomial(count: 30_000, withReplacement: true)
    }
    for place in 0..<3 { #expect(abs((long .== place).sum().item() - 10_000) < 400) }
  }

  @Test func normalWithParametersOfItsOwn() {
    let (mean, std) = (Tensor([[0.0], [100]]), Tensor([1, 0.5, 0], dtype: .float64))
    let x = withSeed(2) { Tensor.normal(mean: mean.expanded(to: [2, 3]), std: std) }
    #expect(x.shape == [2, 3] && x.dtype == .float64)
    #expect(x[0, 2].item() == 0 && x[1, 2].item() == 100)
    let z = numbers {
      .normal(mean: .full([Self.count], 5, dtype: .float64), std: 2)
    }
    expectDistribution(z) { DistributionFunctions.normal(($0 - 5) / 2) }
    #expect(Tensor.normal(mean: 1, std: .zeros([2])).array(as: Float.self) == [1, 1])
  }

  /// Every bound that a range excludes, in every dtype.
  @Test(arguments: [DType.float16, .bfloat16, .float32, .float64])
  func uniformNumbersStayBelowTheirBound(dtype: DType) {
    for (seed, range) in [0..<1, 0.5..<1, -3.0 ..< -2.5, 1000..<1001, 1e-3..<1.01e-3].enumerated() {
      let x = withSeed(UInt64(seed)) { Tensor.uniform([200_000], in: range, dtype: dtype) }
      let numbers = x.array(as: Double.self)
      #expect(numbers.allSatisfy { $0 < range.upperBound }, "\(range)")
      #expect(numbers.allSatisfy { $0 >= range.lowerBound - abs(range.lowerBound) * 0.004 })
    }
    let unit = withSeed(9) { Tensor.rand([400_000], dtype: dtype) }
    #expect(unit.amax().item() < 1 && unit.amin().item() >= 0)
    #expect(abs(unit.double().mean().item() - 0.5) < 0.004)
  }

  @Test(arguments: [DType.float16, .bfloat16]) func halves(dtype: DType) {
    let x = withSeed(4) { Tensor.randn([100_000], dtype: dtype) }
    #expect(x.dtype == dtype)
    expectClose(x.array(as: Double.self), mean: 0, variance: 1)
    expectClose(
      numbers { .exponential([100_000], dtype: dtype) }, mean: 1, variance: 1)
    let a = Tensor.full([20_000], 3, dtype: dtype)
    let gamma = withSeed(5) { Tensor.gamma(concentration: a) }
    #expect(gamma.dtype == dtype)
    expectClose(gamma.array(as: Double.self), mean: 3, variance: 3)
    #expect(withSeed(6) { a.poisson() }.dtype == dtype)
  }

  @Test func fillsOverwriteInPlace() {
    let fills: [(String, (Tensor) -> Void, (Shape) -> Tensor)] = [
      ("uniform", { $0.fillUniform(in: 2..<3) }, { .uniform($0, in: 2..<3) }),
      ("normal", { $0.fillNormal(mean: 1, std: 2) }, { .normal($0, mean: 1, std: 2) }),
      ("logNormal", { $0.fillLogNormal() }, { .logNormal($0) }),
      ("exponential", { $0.fillExponential(rate: 3) }, { .exponential($0, rate: 3) }),
      ("cauchy", { $0.fillCauchy() }, { .cauchy($0) }),
      ("geometric", { $0.fillGeometric(probability: 0.2) }, { .geometric($0, probability: 0.2) }),
      ("bernoulli", { $0.fillBernoulli() }, { .bernoulli($0, probability: 0.5) }),
      ("randint", { $0.fillRandint(3..<9) }, { .randint(3..<9, $0, dtype: .float32) }),
    ]
    for (name, fill, make) in fills {
      let expected = withSeed(8) { make([4, 3]) }.array(as: Float.self)
      let x = Tensor.zeros([4, 3])
      let view = x.transposed()
      withSeed(8) { fill(x) }
      #expect(x.array(as: Float.self) == expected, "\(name)")
      #expect(view[1, 2].item() == x[2, 1].item(), "\(name)")
      // Elements that do not lie in a row.
      let strided = Tensor.zeros([3, 4]).transposed()
      withSeed(8) { fill(strided) }
      #expect(strided.array(as: Float.self) == expected, "\(name)")
    }
    // What was there before gets no gradient.
    let x = Tensor.ones([3]).requiringGrad()
    let y = x * 2
    y.fillNormal()
    y.sum().backward()
    #expect(x.grad?.array(as: Float.self) == [0, 0, 0])
  }

  @Test func statesAreKeptAndSetAgain() {
    let generator = Generator(seed: 3)
    _ = Tensor.rand([100], generator: generator)
    let state = generator.state
    let first = Tensor.randn([50], generator: generator).array(as: Float.self)
    generator.state = state
    #expect(Tensor.randn([50], generator: generator).array(as: Float.self) == first)
    #expect(Tensor.randn([50], generator: Generator(state)).array(as: Float.self) == first)
    #expect(state != Generator(seed: 3).state && state.seed == 3)
    let copy = try? JSONDecoder().decode(
      Generator.State.self, from: JSONEncoder().encode(state))
    #expect(copy == state)
    #expect(Generator().seed != Generator().seed)
  }

  /// Random123's published vectors of philox4x32-10.
  @Test func knownAnswers() {
    let vectors: [(counter: [UInt32], key: [UInt32], answer: [UInt32])] = [
      ([0, 0, 0, 0], [0, 0], [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]),
      (
        [.max, .max, .max, .max], [.max, .max],
        [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
      ),
      (
        [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0],
        [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
      ),
    ]
    for (counter, key, answer) in vectors {
      #expect(Philox.block(counter: counter, key: key) == answer)
    }
  }

  /// Draws follow one another in the stream without gap or overlap, whatever their dtypes, and however loops are cut.
  @Test func drawsFollowEachOther() {
    func draw(_ parts: [(Int, DType)]) -> [[Double]] {
      withSeed(11) {
        parts.map { Tensor.rand([$0.0], dtype: $0.1).array(as: Double.self) }
      }
    }
    let singles = draw([(256, .float32)])[0]
    let doubles = draw([(50_016, .float64)])[0]
    #expect(draw([(32, .float64), (64, .float32)])[1] == Array(singles[64..<128]))
    #expect(draw([(64, .float32), (32, .float64)])[1] == Array(doubles[32..<64]))
    let pieces = draw([(32, .float64), (20_000, .float64), (29_984, .float64)])
    #expect(pieces.flatMap(\.self) == doubles)
    #expect(Set(doubles).count == doubles.count)
  }

  @Test func largeDrawsDoNotDependOnThreads() async {
    await #expect(processExitsWith: .success) {
      func draw() -> [[Double]] {
        let parameters = Tensor.uniform([50_001], in: 0.5..<40, generator: Generator(seed: 1))
        return [
          withSeed(3) { Tensor.uniform([300_001], in: -1..<4, dtype: .float16) },
          withSeed(3) { Tensor.exponential([300_001], dtype: .float64) },
          withSeed(3) { Tensor.randint(-7..<1000, [300_001], dtype: .int16) },
          withSeed(3) { Tensor.randperm(100_001) }, withSeed(3) { parameters.poisson() },
          withSeed(3) { Tensor.gamma(concentration: parameters) },
          withSeed(3) {
            parameters.reshaped(to: [-1, 3]).multinomial(count: 9, withReplacement: true)
          },
        ].map { (x: Tensor) in x.array(as: Double.self) }
      }
      Threads.setCount(1)
      let expected = draw()
      for count in [2, 3] {
        Threads.setCount(count)
        precondition(draw() == expected, "\(count) threads")
      }
    }
  }
}
