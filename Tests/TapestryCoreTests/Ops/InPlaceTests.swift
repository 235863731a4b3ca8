import TapestryCore
import TapestryTesting
import Testing

/// Changing in place gives what the plain form gives, in the changed tensor's shape and dtype.
@Suite struct InPlaceTests {
  @Test(arguments: Catalogue.all.filter { $0.inPlace != nil }) func equalsPlainForm(op: OpCase)
    throws
  {
    let (form, change) = (op.forms[0], try #require(op.inPlace))
    for sample in form.samples.samples {
      for layout in Layout.allCases {
        let (a, b) = (sample.tensors[0], sample.tensors[1])
        let expected = form.body([a, b])[0]
        let isPossible = expected.shape == a.shape && expected.dtype.kind <= a.dtype.kind
        if !isPossible { continue }
        let target = layout.apply(to: a)
        change(target, b)
        let wanted = expected.cast(to: a.dtype)
        #expect(
          difference(of: target, from: wanted, tolerance: .exact) == nil, "\(sample), \(layout)")
      }
    }
  }

  @Test(arguments: Catalogue.all.filter { $0.inPlace != nil }) func derivatives(op: OpCase) throws {
    let change = try #require(op.inPlace)
    for sample in op.forms[0].samples.samples where sample.isSmooth {
      if Shape.broadcast(Shape(sample.inputs[0].shape), Shape(sample.inputs[1].shape))
        != Shape(sample.inputs[0].shape)
      {
        continue
      }
      try gradCheck(
        { inputs in
          let target = inputs[0] * 1
          change(target, inputs[1])
          return [target]
        }, inputs: sample.tensors, order: 2)
    }
  }
}

extension DType {
  /// In the order in which kinds of number win over each other.
  fileprivate var kind: Int { isFloatingPoint ? 2 : self == .bool ? 0 : 1 }
}
