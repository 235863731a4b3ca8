import TapestryCore
import TapestryNN
import TapestryTesting

/// Holds a module to a case of PyTorch's: names of the state, outputs, gradients, buffers afterwards, in both modes.
///
/// In float32, where long sums depend on their order, a tensor may be PyTorch's, or what PyTorch gives in float64, rounded once. Where that
/// moves by more than the tolerance when the numbers that go in are off by half a unit in their last place, PyTorch's own answer is as far
/// from it, and so far may this be; such cases are counted apart.
struct ModuleCheck {
  private(set) var failures: [String] = []

  /// Whether an adapter made a module of it.
  private(set) var isCovered = false

  /// Whether some tensor was not PyTorch's own, but that of float64.
  private(set) var isMoreExact = false

  /// Whether some tensor was neither, but no farther from float64 than rounding what goes in moves it.
  private(set) var isIllConditioned = false

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
        what, actual, test.part("\(mode).\(what)."), exact: test.part("\(mode).exact.\(what)."),
        spreads: test.part("\(mode).spread.\(what)."))
    }
  }

  private mutating func compare(
    _ what: String, _ actual: [String: Tensor], _ expected: [String: Tensor],
    exact: [String: Tensor], spreads: [String: Tensor]
  ) -> [String] {
    if actual.keys.sorted() != expected.keys.sorted() {
      return ["\(what)s \(actual.keys.sorted()), not \(expected.keys.sorted())"]
    }
    return expected.compactMap { name, expected in
      let actual = actual[name]!
      guard let difference = difference(of: actual, from: expected) else { return nil }
      guard let exact = exact[name] else { return "\(what) \(name): \(difference)" }
      var tolerance = Tolerance.standard(for: exact.dtype)
      if TapestryTesting.difference(of: actual, from: exact, tolerance: tolerance) == nil {
        isMoreExact = true
        return nil
      }
      tolerance.absolute += spreads[name]?.item(as: Double.self) ?? 0
      if TapestryTesting.difference(of: actual, from: exact, tolerance: tolerance) == nil {
        isIllConditioned = true
        return nil
      }
      return "\(what) \(name): \(difference)"
    }
  }
}
