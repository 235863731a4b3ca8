import TapestryCore
import TapestryTesting
import Testing

/// An LSTM's larger batches go another way than those of up to 16 sequences, which they are held to: sequences do not depend on each
/// other, and weights' gradients add up.
@Suite struct JoinedInputTests {
  struct Case: Sendable, CustomStringConvertible {
    var hasBias = true
    var isProjected = false
    var isReversed = false
    var steps = 9
    var dtype = DType.float64
    /// Operands, counted as `operands` returns them, that ask for no gradient.
    var frozen: [Int] = []

    var description: String {
      "\(steps) steps, \(dtype)\(hasBias ? "" : ", no bias")\(isProjected ? ", projected" : "")"
        + "\(isReversed ? ", reversed" : "")\(frozen.isEmpty ? "" : ", without \(frozen)")"
    }

    static let batch = 37

    /// Input, hidden states, cells, weights of input and states, and whichever there are of two biases and a projection.
    var operands: [Tensor] {
      let outputs = isProjected ? 3 : 5
      var shapes = [
        [steps, Case.batch, 4], [Case.batch, outputs], [Case.batch, 5], [20, 4], [20, outputs],
      ]
      if hasBias { shapes += [[20], [20]] }
      if isProjected { shapes.append([3, 5]) }
      return shapes.enumerated().map { index, shape in
        let tensor = SampleInput.reals(shape, in: -1...1, seed: index, dtype: dtype).tensor
        return frozen.contains(index) ? tensor : tensor.requiringGrad()
      }
    }

    func run(_ x: [Tensor], batchSizes: [Int]? = nil) -> [Tensor] {
      let result = lstmSequence(
        x[0], initial: (x[1], x[2]), inputWeight: x[3], hiddenWeight: x[4],
        inputBias: hasBias ? x[5] : nil, hiddenBias: hasBias ? x[6] : nil,
        projection: isProjected ? x[x.count - 1] : nil, batchSizes: batchSizes,
        isReversed: isReversed)
      return [result.output, result.hidden, result.cell]
    }

    /// The gradients of what asks for some, by weighted sums of all results.
    func gradients(_ results: [Tensor], by operands: [Tensor]) -> [Tensor] {
      let loss = results.enumerated().reduce(Tensor.zeros([], dtype: dtype)) { sum, result in
        let weights = SampleInput.reals(
          Array(result.element.shape), in: -1...1, seed: 90 + result.offset, dtype: dtype
        ).tensor
        return sum + (result.element * weights).sum()
      }
      return grad(of: loss, with: operands.filter(\.requiresGrad)).map { $0! }
    }
  }

  static let cases = [
    Case(), Case(hasBias: false), Case(isProjected: true), Case(isReversed: true),
    Case(hasBias: false, isProjected: true, isReversed: true), Case(steps: 1),
    Case(frozen: [0]), Case(frozen: [3, 4, 5, 6]), Case(frozen: [0, 1, 2, 3, 4]),
  ]

  @Test(arguments: cases) func largeBatchesAreManySmallOnes(c: Case) {
    let operands = c.operands
    let together = c.run(operands)
    let sizes = [12, 12, 13]
    let parts = zip(
      operands[0].split(sizes: sizes, axis: 1),
      zip(operands[1].split(sizes: sizes), operands[2].split(sizes: sizes))
    ).map { c.run([$0, $1.0, $1.1] + operands[3...]) }
    let apart = (0..<3).map { index in
      concatenate(parts.map { $0[index] }, axis: index == 0 ? 1 : 0)
    }
    expectClose(
      together + c.gradients(together, by: operands), apart + c.gradients(apart, by: operands))
  }

  @Test func singlePrecisionIsClose() {
    let (single, double) = (Case(dtype: .float32), Case())
    let results = [single, double].map { c in
      let operands = c.operands
      let results = c.run(operands)
      return results + c.gradients(results, by: operands)
    }
    for (a, b) in zip(results[0], results[1]) {
      let difference = difference(
        of: a, from: b, tolerance: Tolerance(relative: 1e-4, absolute: 1e-4), checksDType: false)
      #expect(difference == nil)
    }
  }

  /// Of 37 sequences, 21 have one step, 11 two and 5 three.
  @Test func packedSequencesOfManyLengthsAreGroupsOfOneLength() {
    let c = Case(steps: 3)
    var operands = c.operands
    let rows = operands[0].detach()
    let steps = [37, 16, 5]
    operands[0] = concatenate(
      steps.enumerated().map { rows[$0.offset, 0..<$0.element] }
    ).requiringGrad()
    let together = c.run(operands, batchSizes: steps)

    let starts = [0, 37, 53]
    let groups = [0..<5, 5..<16, 16..<26, 26..<37].enumerated().map { group, members in
      let length = [3, 2, 1, 1][group]
      let x = stack(
        (0..<length).map { step in
          operands[0][starts[step] + members.lowerBound..<starts[step] + members.upperBound]
        })
      return c.run([x, operands[1][members], operands[2][members]] + operands[3...])
    }
    let output = (0..<3).map { step in
      concatenate(groups.filter { $0[0].shape[0] > step }.map { $0[0][step] })
    }
    let apart = [concatenate(output)] + (1...2).map { i in concatenate(groups.map { $0[i] }) }
    expectClose(
      together + c.gradients(together, by: operands), apart + c.gradients(apart, by: operands))
  }

  private func expectClose(_ a: [Tensor], _ b: [Tensor]) {
    #expect(a.count == b.count)
    for (a, b) in zip(a, b) { #expect(difference(of: a, from: b) == nil) }
  }
}
