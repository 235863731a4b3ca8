import TapestryCore
import TapestryTesting

/// One sample gone through: results, first and second derivatives, as the tensors lie and in other layouts.
///
/// In float16 and bfloat16, and in long sums of float32, PyTorch rounds between its steps: results may be those, or what PyTorch
/// gives for the same numbers in float64, rounded once.
struct ReplayCheck {
  let name: String
  let adapter: Replay.Adapter
  /// Whether some result was not PyTorch's own, but that of float64.
  private(set) var isMoreExact = false

  init(name: String, adapter: @escaping Replay.Adapter) {
    self.name = name
    self.adapter = adapter
  }

  /// What differs; nil where the sample asks for what is left out here.
  mutating func failures(of sample: ReplaySample) -> [String]? {
    let layouts: [@Sendable (Tensor) -> Tensor] = [
      { $0.detach() }, Layout.transposed.apply, Layout.stepped.apply,
    ]
    var failures: [String] = []
    for (number, layout) in layouts.enumerated() {
      let moved = sample.tensors.map { number > 0 && $0.rank == 0 ? $0.detach() : layout($0) }
      for index in sample.leaves { moved[index].requiresGrad = true }
      guard let results = adapter(ReplaySample(sample, tensors: moved)) else { return nil }
      let place = number == 0 ? "" : " in layout \(number)"
      if Replay.isRandom(name, sample) {
        failures += forms(results, sample.golden.results)
        continue
      }
      var found = compare("result", results, sample.golden.results)
      if !found.isEmpty && isRounded(results, from: sample) {
        (found, isMoreExact) = ([], true)
      }
      found += derivatives(of: results, by: sample.leaves.map { moved[$0] }, sample.golden)
      failures += found.map { $0 + place }
    }
    return failures
  }

  private func derivatives(
    of results: [Tensor], by leaves: [Tensor], _ golden: Golden
  ) -> [String] {
    if golden.gradients.isEmpty || leaves.isEmpty { return [] }
    let first = weightedGradients(of: results, by: leaves, seed: 77, createGraph: true)
    let failures = compare("derivative", first, golden.gradients)
    if golden.secondGradients.isEmpty || !failures.isEmpty
      || Replay.lacksSecondDerivative.contains(name)
    {
      return failures
    }
    let second = weightedGradients(of: first, by: leaves, seed: 78, createGraph: false)
    return compare("second derivative", second, golden.secondGradients)
  }

  private func compare(_ what: String, _ actual: [Tensor], _ expected: [Tensor]) -> [String] {
    if actual.count != expected.count {
      return ["\(actual.count) \(what)s, not \(expected.count)"]
    }
    return zip(actual, expected).compactMap { actual, expected in
      difference(of: actual, from: expected).map { "\(what): \($0)" }
    }
  }

  private func isRounded(_ results: [Tensor], from sample: ReplaySample) -> Bool {
    let fractions = results.filter(\.dtype.isFloatingPoint)
    return fractions.count == sample.exact.count
      && zip(fractions, sample.exact).allSatisfy {
        difference(of: $0, from: $1.cast(to: $0.dtype)) == nil
      }
      && compare(
        "result", results.filter { !$0.dtype.isFloatingPoint },
        sample.golden.results.filter { !$0.dtype.isFloatingPoint }
      ).isEmpty
  }

  /// What differs but for the numbers.
  private func forms(_ actual: [Tensor], _ expected: [Tensor]) -> [String] {
    let (found, wanted) = (
      actual.map { "\($0.dtype) \($0.shape)" }, expected.map { "\($0.dtype) \($0.shape)" }
    )
    return found == wanted ? [] : ["\(found), not \(wanted)"]
  }
}
