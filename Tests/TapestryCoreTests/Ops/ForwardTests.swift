import TapestryCore
import TapestryTesting
import Testing

/// Results against stored values of PyTorch: broadcast, empty, scalar and special inputs, and all dtypes.
@Suite struct ForwardTests {
  @Test(arguments: Catalogue.all) func results(op: OpCase) throws {
    let file = try Goldens.load(op.file)
    for form in op.forms {
      guard let reference = form.reference else { continue }
      for sample in form.samples.samples {
        let query = op.query(reference, sample)
        let expected = try Goldens.answer(query, in: file).results
        compare(form.body(sample.tensors), expected, query)
        if sample.isSmooth {
          // Inputs are exact in float32, so the same values are right within its tolerance.
          let single = expected.map { $0.dtype == .float64 ? $0.cast(to: .float32) : $0 }
          compare(form.body(sample.inSinglePrecision.tensors), single, query, checksDType: false)
        }
      }
    }
  }

  private func compare(
    _ results: [Tensor], _ expected: [Tensor], _ query: GoldenQuery, checksDType: Bool = true
  ) {
    #expect(results.count == expected.count, "\(query.text)")
    for (result, expected) in zip(results, expected) {
      #expect(
        difference(of: result, from: expected, checksDType: checksDType) == nil, "\(query.text)")
    }
  }
}
