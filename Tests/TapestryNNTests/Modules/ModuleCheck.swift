import TapestryCore
import TapestryNN
import TapestryTesting

/// Holds a module to a case of PyTorch's: names of the state, outputs, gradients, buffers afterwards, in both modes.
///
/// In float32, where sums depend on their order, a tensor may be PyTorch's, or what PyTorch gives in float64, rounded once, or no farther from
/// that than PyTorch's in float32 is; the last two are counted apart.
struct ModuleCheck {
  private(set) var failures: [String] = []

  /// Whether an adapter made a module of it.
  private(set) var isCovered = false

  /// Whether some tensor was not PyTorch's own, but that of float64.
  private(set) var isMoreExact = false

  /// Whether some tensor was neither, but no farther from that of float64 than PyTorch's is.
  private(set) var isNoLessExact = false

  init(_ test: ModuleCase) {
    guard let adapter = ModuleSubject.adapters[test.module] else { return }
    for mode in test.modes {
      guard let subject = adapter(test) else { continue }
      isCovered = true
      failures += run(subject, test, mode).map { "\(test.text) \(mode): \($0)" }
    }
  }

  private mutating func run(
    _ subject: ModuleSubject, _ test: ModuleCase, _ mode: String
  ) -> [String] {
    do {
      try subject.module.load(test.state)
    } catch {
      return ["\(error)"]
    }
    subject.module.train(mode == "train")
    let inputs = test.inputs.tensors.map { $0.detach().clone() }
    for index in test.leaves { inputs[index].requiresGrad = true }
    let outputs = subject.call(
      ModuleArguments(args: test.inputs.args, kwargs: test.inputs.kwargs, tensors: inputs))
    for output in outputs where output.requiresGrad {
      let weights = SampleInput.reals(Array(output.shape), seed: 77, dtype: output.dtype).tensor
      output.backward(gradient: weights, retainGraph: true)
    }
    let found = Dictionary(
      uniqueKeysWithValues: outputs.enumerated().map { ("\($0.offset)", $0.element) })
    var gradients: [String: Tensor] = [:]
    for (name, parameter) in subject.module.namedParameters() { gradients[name] = parameter.grad }
    var inputGradients: [String: Tensor] = [:]
    for index in test.leaves { inputGradients["\(index)"] = inputs[index].grad }
    let names = Set(subject.module.namedBuffers().filter(\.buffer.isPersistent).map(\.name))
    let buffers = subject.module.stateDict().filter { names.contains($0.key) }
    let parts = [
      ("output", found), ("grad", gradients), ("input_grad", inputGradients), ("buffer", buffers),
    ]
    return parts.flatMap { what, actual in
      compare(
        what, actual, test.part("\(mode).\(what)."), exact: test.part("\(mode).exact.\(what)."))
    }
  }

  private mutating func compare(
    _ what: String, _ actual: [String: Tensor], _ expected: [String: Tensor],
    exact: [String: Tensor]
  ) -> [String] {
    if actual.keys.sorted() != expected.keys.sorted() {
      return ["\(what)s \(actual.keys.sorted()), not \(expected.keys.sorted())"]
    }
    return expected.compactMap { name, expected in
      let actual = actual[name]!
      guard let difference = difference(of: actual, from: expected) else { return nil }
      guard let exact = exact[name] else { return "\(what) \(name): \(difference)" }
      if TapestryTesting.difference(of: actual, from: exact) == nil {
        isMoreExact = true
        return nil
      }
      if Self.distance(actual, exact) <= Self.distance(expected, exact) {
        isNoLessExact = true
        return nil
      }
      return "\(what) \(name): \(difference)"
    }
  }

  /// How far the farthest element is off, in tolerances.
  private static func distance(_ actual: Tensor, _ exact: Tensor) -> Double {
    guard actual.dtype == exact.dtype && actual.shape == exact.shape else { return .infinity }
    let tolerance = Tolerance.standard(for: exact.dtype)
    return zip(actual.array(as: Double.self), exact.array(as: Double.self))
      .map(tolerance.distance).max() ?? 0
  }
}
