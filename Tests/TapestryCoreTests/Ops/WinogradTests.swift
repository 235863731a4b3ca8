import TapestryCore
import TapestryTesting
import Testing

/// Convolutions of float32 by 3 × 3 taps with many channels go another way than those of float64, which they are held to.
@Suite struct WinogradTests {
  struct Case: Sendable, CustomStringConvertible {
    let input: [Int]
    let outputs: Int
    let padding: Int

    var description: String { "\(input) to \(outputs), padding \(padding)" }

    func sample(_ dtype: DType) -> (x: Tensor, w: Tensor, bias: Tensor) {
      let x = SampleInput.reals(input, in: -1...1, dtype: .float32).tensor
      let w = SampleInput.reals([outputs, input[1], 3, 3], in: -1...1, dtype: .float32).tensor
      let bias = SampleInput.reals([outputs], in: -1...1, dtype: .float32).tensor
      return (x.cast(to: dtype), w.cast(to: dtype), bias.cast(to: dtype))
    }

    /// The output and the gradients by input, weight and bias.
    func results(_ dtype: DType) -> [Tensor] {
      let (x, w, bias) = sample(dtype)
      let operands = [x, w, bias].map { $0.requiringGrad() }
      let y = conv2d(
        operands[0], operands[1], operands[2], padding: .sizes(PerAxis(padding)))
      let gradient = SampleInput.reals(Array(y.shape), in: -1...1, dtype: .float32).tensor
      let gradients = grad(of: y, with: operands, gradient: gradient.cast(to: dtype))
      return [y.detach()] + gradients.map { $0! }
    }
  }

  static let cases = [
    Case(input: [1, 48, 3, 3], outputs: 48, padding: 0),
    Case(input: [4, 32, 9, 26], outputs: 40, padding: 0),
    Case(input: [2, 48, 1, 1], outputs: 50, padding: 1),
    Case(input: [3, 64, 12, 7], outputs: 48, padding: 1),
    Case(input: [2, 50, 9, 16], outputs: 97, padding: 2),
    Case(input: [5, 130, 6, 6], outputs: 64, padding: 1),
    Case(input: [1, 48, 4, 401], outputs: 49, padding: 3),
  ]

  @Test(arguments: cases) func agreesWithFloat64(sample: Case) {
    for (result, expected) in zip(sample.results(.float32), sample.results(.float64)) {
      // Sums of some hundred products, each rounded.
      let tolerance = Tolerance(relative: 1.3e-6, absolute: 3e-5)
      #expect(
        difference(of: result, from: expected, tolerance: tolerance, checksDType: false) == nil)
    }
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func onlyPlacesThatSeeASpecialValueHaveIt(value: Double) {
    let sample = Case(input: [1, 48, 8, 8], outputs: 48, padding: 1)
    let (x, w, _) = sample.sample(.float32)
    x[0, 5, 3, 3] = Tensor(value)
    let isFar = Tensor.ones([8, 8], dtype: .bool)
    isFar[2...4, 2...4] = Tensor(false)
    let places = conv2d(x, w, padding: 1)[0, 0].isFinite()
    #expect(places.array(as: Bool.self) == isFar.array(as: Bool.self))
  }

  @Test func onlyChannelsWithASpecialWeightHaveIt() {
    let sample = Case(input: [1, 48, 8, 8], outputs: 48, padding: 0)
    let (x, w, _) = sample.sample(.float32)
    w[7, 5, 0, 2] = Tensor(Double.infinity)
    let channels = conv2d(x, w).isFinite().all(axes: [0, 2, 3])
    #expect(channels.array(as: Bool.self) == (0..<48).map { $0 != 7 })
  }

  @Test func resultsDoNotDependOnThreads() async {
    await #expect(processExitsWith: .success) {
      func results() -> [[Float]] {
        WinogradTests.cases.flatMap { $0.results(.float32) }.map { $0.array(as: Float.self) }
      }
      Threads.setCount(1)
      let expected = results()
      Threads.setCount(3)
      precondition(results() == expected)
    }
  }

  @Test func gradientsOfTheGradient() {
    func second(_ dtype: DType) -> [Tensor] {
      let sample = Case(input: [2, 48, 6, 5], outputs: 48, padding: 1)
      let (x, w, _) = sample.sample(dtype)
      let operands = [x, w].map { $0.requiringGrad() }
      let y = conv2d(operands[0], operands[1], padding: 1)
      let first = grad(of: (y * y * y).sum() / 1e4, with: operands, createGraph: true).map { $0! }
      return grad(of: (first[0] * first[0]).sum() + (first[1] * first[1]).sum(), with: operands)
        .map { $0! }
    }
    for (result, expected) in zip(second(.float32), second(.float64)) {
      let size = expected.abs().amax().item()
      let tolerance = Tolerance(relative: 1e-5, absolute: 1e-5 * size)
      #expect(
        difference(of: result, from: expected, tolerance: tolerance, checksDType: false) == nil)
    }
  }
}
