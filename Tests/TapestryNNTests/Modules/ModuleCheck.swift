import TapestryCore
import TapestryNN
import TapestryTesting

/// Holds a module to a case of PyTorch's: names of the state, outputs, gradients, buffers afterwards, in both modes.
///
/// In float32, where long sums depend on their order, a tensor may be PyTorch's, or what PyTorch gives in float64, rounded once. What that moves
/// by where all numbers that go in are off by half a unit in their last place is allowed on top: no sum in float32 can know better.
struct ModuleCheck {
  let failures: [String]

  /// Whether an adapter made a module of it.
  let isCovered: Bool

  init(_ test: ModuleCase) {
    guard let adapter = ModuleSubject.adapters[test.module] else {
      (failures, isCovered) = ([], false)
      return
    }
    var failures: [String] = []
    var isCovered = false
    for mode in test.modes {
      guard let subject = adapter(test) else { continue }
      isCovered = true
      failures += ModuleCheck.run(subject, test, mode).map { "\(test.text) \(mode): \($0)" }
    }
    (self.failures, self.isCovered) = (failures, isCovered)
  }

  private static func run(_ subject: ModuleSubject, _ test: ModuleCase, _ mode: String) -> [String]
  {
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
    return [
      ("output", found), ("grad", gradients), ("input_grad", inputGradients), ("buffer", buffers),
    ].flatMap { what, actual in
      compare(
        what, actual, test.part("\(mode).\(what)."), exact: test.part("\(mode).exact.\(what)."),
        spreads: test.part("\(mode).spread.\(what)."))
    }
  }

  private static func compare(
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
      tolerance.absolute += spreads[name]?.item(as: Double.self) ?? 0
      return TapestryTesting.difference(of: actual, from: exact, tolerance: tolerance).map {
        "\(what) \(name): \(difference); from float64: \($0)"
      }
    }
  }
}
