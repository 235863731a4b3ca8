import Foundation
import TapestryCore
import TapestryTesting
import Testing

/// The samples of PyTorch's own catalogue of operators: results, first and second derivatives, as the tensors lie and in other layouts.
///
/// The catalogue is not part of this repository. `Tests/Goldens/replay.py FOLDER` writes it out, and the tests run where the
/// environment's `TAPESTRY_REPLAY` names that folder.
@Suite(.enabled(if: Replay.folder != nil))
struct ReplayTests {
  @Test(arguments: Replay.files) func samples(file: String) throws {
    let replay = try ReplayFile(
      contentsOf: URL(filePath: try #require(Replay.folder)).appending(path: file))
    guard let adapter = Replay.adapters[replay.name] else { return }
    var failures: [String] = []
    for sample in replay.samples {
      failures += check(sample, adapter).map { "\(sample.dtype) \(sample.text): \($0)" }
    }
    #expect(
      failures.isEmpty,
      "\(failures.count) failures in \(replay.samples.count) samples, first \(failures.prefix(3))")
  }

  private func check(_ sample: ReplaySample, _ adapter: Replay.Adapter) -> [String] {
    let layouts: [@Sendable (Tensor) -> Tensor] = [
      { $0.detach() }, Layout.transposed.apply, Layout.stepped.apply,
    ]
    return layouts.enumerated().flatMap { number, layout -> [String] in
      let isMoved = sample.tensors.map { number > 0 && $0.rank == 0 ? $0.detach() : layout($0) }
      for index in sample.leaves { isMoved[index].requiresGrad = true }
      guard let results = adapter(ReplaySample(sample, tensors: isMoved)) else { return [] }
      let place = number == 0 ? "" : " in layout \(number)"
      return compare("result", results, sample.golden.results).map { $0 + place }
        + derivatives(of: results, by: sample.leaves.map { isMoved[$0] }, sample.golden)
        .map { $0 + place }
    }
  }

  private func derivatives(
    of results: [Tensor], by leaves: [Tensor], _ golden: Golden
  ) -> [String] {
    if golden.gradients.isEmpty || leaves.isEmpty { return [] }
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
      difference(of: actual, from: expected).map { "\(what): \($0)" }
    }
  }
}
