import TapestryCore
import TapestryTesting
import Testing

/// Derivatives, against finite differences and against stored values of PyTorch, which also tell them where finite
/// differences cannot: at kinks and special values.
@Suite struct GradientTests {
  @Test(arguments: Catalogue.all) func finiteDifferences(op: OpCase) {
    #expect(op.gradientFailures(order: 2) == [])
  }

  @Test(arguments: Catalogue.all) func storedValues(op: OpCase) throws {
    let file = try Goldens.load(op.file)
    for form in op.forms {
      guard let reference = form.reference else { continue }
      for sample in form.samples.samples where sample.hasDerivative {
        let query = op.query(reference, sample)
        try compare(form, sample, Goldens.answer(query, in: file), query.text)
      }
    }
  }

  private func compare(
    _ form: OpForm, _ sample: Sample, _ golden: Golden, _ text: String
  ) throws {
    if golden.isDerivativeUnknown { return }
    let inputs = sample.tensors.map { $0.dtype == .float64 ? $0.requiringGrad() : $0 }
    let leaves = inputs.filter { $0.dtype == .float64 }
    let results = form.body(inputs)
    let isDifferentiable = results.contains(where: \.requiresGrad)
    #expect(isDifferentiable == !golden.gradients.isEmpty, "\(text): is it on the tape?")
    guard isDifferentiable, !golden.gradients.isEmpty else { return }
    for createGraph in [false, true] {
      let first = weightedGradients(of: results, by: leaves, seed: 77, createGraph: createGraph)
      expectClose(first, golden.gradients, "derivative, createGraph: \(createGraph): \(text)")
      if !createGraph || golden.isSecondDerivativeUnknown { continue }
      let second = weightedGradients(of: first, by: leaves, seed: 78, createGraph: false)
      if golden.secondGradients.isEmpty {
        expectClose(second, second.map { Tensor.zeros(like: $0) }, "second derivative: \(text)")
      } else {
        expectClose(second, golden.secondGradients, "second derivative: \(text)")
      }
    }
  }

  private func expectClose(_ actual: [Tensor], _ expected: [Tensor], _ what: String) {
    #expect(actual.count == expected.count, "\(what)")
    for (actual, expected) in zip(actual, expected) {
      #expect(difference(of: actual, from: expected) == nil, "\(what)")
    }
  }
}
