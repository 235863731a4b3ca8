import TapestryCore
import TapestryTesting

/// One sample gone through: results, first and second derivatives, as the tensors lie and in other layouts.
struct ReplayCheck {
  let name: String
  let adapter: Replay.Adapter

  /// What differs; nil where the sample asks for what is left out here.
  func failures(of sample: ReplaySample) -> [String]? {
    let layouts: [@Sendable (Tensor) -> Tensor] = [
      { $0.detach() }, Layout.transposed.apply, Layout.stepped.apply,
    ]
    var failures: [String] = []
    for (number, layout) in layouts.enumerated() {
      let moved = sample.tensors.map { number > 0 && $0.rank == 0 ? $0.detach() : layout($0) }
      for index in sample.leaves { moved[index].requiresGrad = true }
      guard let results = adapter(ReplaySample(sample, tensors: moved)) else { return nil }
      let place = number == 0 ? "" : " in layout \(number)"
      let found =
        compare("result", results, sample.golden.results)
        + derivatives(of: results, by: sample.leaves.map { moved[$0] }, sample.golden)
      failures += found.map { $0 + place }
    }
    return failures
  }

  private func derivatives(
    of results: [Tensor], by leaves: [Tensor], _ golden: Golden
  ) -> [String] {
    if golden.gradients.isEmpty || leaves.isEmpty || Replay.random.contains(name) { return [] }
    let first = weightedGradients(of: results, by: leaves, seed: 77, createGraph: true)
    let failures = compare("derivative", first, golden.gradients)
    if golden.secondGradients.isEmpty || !failures.isEmpty { return failures }
    let second = weightedGradients(of: first, by: leaves, seed: 78, createGraph: false)
    return compare("second derivative", second, golden.secondGradients)
  }

  private func compare(_ what: String, _ actual: [Tensor], _ expected: [Tensor]) -> [String] {
    if actual.count != expected.count {
      return ["\(actual.count) \(what)s, not \(expected.count)"]
    }
    return zip(actual, expected).compactMap { actual, expected in
      difference(
        of: actual, from: expected,
        tolerance: Replay.random.contains(name)
          ? Tolerance(relative: 0, absolute: .infinity) : Replay.lessExact[name]?[expected.dtype]
      ).map { "\(what): \($0)" }
    }
  }
}
