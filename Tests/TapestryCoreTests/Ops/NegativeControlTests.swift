import TapestryCore
import TapestryTesting
import Testing

/// A check that passes whatever it is given proves nothing: wrong derivatives of every operation must be found.
@Suite struct NegativeControlTests {
  @Test(arguments: Catalogue.all) func onePercentOffIsFound(op: OpCase) {
    for (form, sample) in differentiated(op) {
      let wrong = SpoiledForm(form, sample) { _, gradient in gradient * 1.01 }
      expectFound(wrong, form, sample)
    }
  }

  @Test(arguments: Catalogue.all) func flippedSignIsFound(op: OpCase) {
    for (form, sample) in differentiated(op) {
      let wrong = SpoiledForm(form, sample) { _, gradient in -gradient }
      expectFound(wrong, form, sample)
    }
  }

  /// Of an operand that was stretched, the derivative by one of its copies instead of the sum over all.
  @Test(arguments: Catalogue.all) func missingReductionIsFound(op: OpCase) {
    for (form, sample) in differentiated(op) where form.samples.areBroadcast {
      let result = sample.inputs.reduce(Shape()) { Shape.broadcast($0, Shape($1.shape))! }
      let isStretched = sample.inputs.contains {
        $0.dtype == .float64 && Shape($0.shape).product < result.product
      }
      if !isStretched { continue }
      let wrong = SpoiledForm(form, sample, stretchingTo: result) { shape, gradient in
        firstCopy(of: gradient, in: shape)
      }
      expectFound(wrong, form, sample)
    }
  }

  /// A second derivative that is wrong while the first is right.
  @Test func wrongSecondDerivativeIsFound() throws {
    let cube = { (inputs: [Tensor]) in
      customFunction("cube", inputs, forward: { $0[0] * $0[0] * $0[0] }) { gradient, inputs, _ in
        // Constant for the second derivative, which then lacks its term 6x.
        [gradient * (inputs[0] * inputs[0] * 3).detach()]
      }
    }
    let x = SampleInput.reals([4]).tensor
    try gradCheck({ [cube($0)] }, inputs: [x])
    #expect(throws: GradientMismatch.self) { try gradCheck({ [cube($0)] }, inputs: [x], order: 2) }
    #expect(throws: GradientMismatch.self) { try gradCheck({ $0.exp().detach() }, input: x) }
  }

  /// The samples at which an operation has a derivative that is not close to 0 everywhere.
  private func differentiated(_ op: OpCase) -> [(OpForm, Sample)] {
    op.forms.flatMap { form in
      form.samples.samples.filter { $0.isSmooth }
        .filter { SpoiledForm(form, $0) { _, gradient in gradient * 1.01 }.error > 1e-4 }
        .map { (form, $0) }
    }
  }

  private func expectFound(_ wrong: SpoiledForm, _ form: OpForm, _ sample: Sample) {
    // A single copy can be all there is to a sum.
    let isFound = wrong.error < 1e-4 || wrong.isFound
    #expect(isFound, "\(form.reference ?? "") on \(sample)")
  }

  private func firstCopy(of gradient: Tensor, in shape: Shape) -> Tensor {
    var copy = gradient
    while copy.rank > shape.count { copy = copy.selected(axis: 0, index: 0) }
    for axis in shape.indices where shape[axis] != copy.shape[axis] {
      copy = copy.narrowed(axis: axis, start: 0, length: 1)
    }
    return copy
  }
}
