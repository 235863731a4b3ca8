import TapestryCore
import TapestryTesting
import Testing

@Suite struct CustomFunctionTests {
  private func hypotenuse(_ a: Tensor, _ b: Tensor) -> Tensor {
    customFunction("hypotenuse", [a, b], forward: { ($0[0].square() + $0[1].square()).sqrt() }) {
      gradient, inputs, output in
      [gradient * inputs[0] / output, gradient * inputs[1] / output]
    }
  }

  @Test func derivativesOfBothOrders() throws {
    try gradCheck(
      { [hypotenuse($0[0], $0[1])] },
      inputs: [
        SampleInput.reals([3], in: 1...2).tensor, SampleInput.reals([3], in: 1...2, seed: 2).tensor,
      ],
      order: 2)
  }

  @Test func forwardIsNotRecorded() {
    let before = Node.liveCount
    let x = Tensor([3, 4]).requiringGrad()
    let y = hypotenuse(x, x)
    #expect(Node.liveCount == before + 2)
    #expect(y.requiresGrad)
    #expect(!noGrad { hypotenuse(x, x) }.requiresGrad)
    #expect(!hypotenuse(Tensor([3]), Tensor([4])).requiresGrad)
  }

  @Test func nilStandsForNoGradient() {
    let (x, y) = (Tensor(3).requiringGrad(), Tensor(4).requiringGrad())
    customFunction("first", [x, y], forward: { $0[0] * $0[1] }) { gradient, inputs, _ in
      [gradient * inputs[1], nil]
    }.backward()
    #expect(x.grad!.item() == 4)
    #expect(y.grad == nil)
  }

  @Test func identityHandsItsInputThrough() {
    let x = Tensor([1, 2]).requiringGrad()
    let reversed = customFunction("reversal", [x], forward: { $0[0] }) { gradient, _, _ in
      [-gradient]
    }
    #expect(reversed !== x)
    reversed.sum().backward()
    #expect(x.grad!.array(as: Float.self) == [-1, -1])
  }

  @Test func manyInputs() {
    let inputs = (1...5).map { Tensor(Float($0)).requiringGrad() }
    let total = customFunction("total", inputs, forward: { stack($0).sum() }) {
      gradient, inputs, _ in
      inputs.indices.map { gradient * Float($0) }
    }
    total.backward()
    #expect(inputs.map { $0.grad!.item() } == [0, 1, 2, 3, 4])
  }

  /// Several results, of which one has no derivative, and what was saved: an input, a result, something between.
  private func polar(_ x: Tensor, _ y: Tensor) -> [Tensor] {
    customFunction("polar", [x, y]) { inputs, context in
      let square = inputs[0].square() + inputs[1].square()
      let (length, angle) = (square.sqrt(), inputs[1].atan2(inputs[0]))
      let isLong = length .> 1.5
      let rounded = length.rounded()
      context.save(inputs[0], inputs[1], length, angle)
      context.markNonDifferentiable(rounded)
      return [length, angle, rounded, isLong]
    } backward: { gradients, context in
      let saved = context.saved
      let (x, y, length) = (saved[0], saved[1], saved[2])
      let (g, h) = (gradients[0] / length, gradients[1] / length.square())
      return [g * x - h * y, g * y + h * x]
    }
  }

  @Test func severalResults() throws {
    let inputs = [
      SampleInput.reals([3], in: 1...2).tensor, SampleInput.reals([3], in: 1...2, seed: 2).tensor,
    ]
    try gradCheck({ polar($0[0], $0[1]) }, inputs: inputs, order: 3)
    // Results that are used further, together and alone.
    try gradCheck(
      { inputs in
        let results = polar(inputs[0], inputs[1])
        return [results[0] * results[1] + results[0].sin()]
      }, inputs: inputs, order: 2)
    try gradCheck({ [polar($0[0], $0[1])[1]] }, inputs: inputs, order: 2)
    let results = polar(inputs[0].requiringGrad(), inputs[1])
    #expect(results.map(\.requiresGrad) == [true, true, false, false])
    #expect(results.allSatisfy { !$0.requiresGrad || !$0.isLeaf })
  }

  @Test func backwardRunsOnceForAllResults() {
    var calls = 0
    var wanted: [Bool] = []
    let (x, y) = (Tensor(3).requiringGrad(), Tensor(4))
    let results = customFunction("both", [x, y]) { inputs, _ in
      [inputs[0] * 2, inputs[0] * inputs[1], inputs[1] * 1]
    } backward: { gradients, context in
      calls += 1
      wanted = [0, 1].map(context.needsGradient)
      return [gradients[0] * 2 + gradients[1] * 4, nil]
    }
    (results[0] + results[1] * 10 + results[0] * 100).backward(retainGraph: true)
    #expect(calls == 1 && wanted == [true, false])
    #expect(x.grad!.item() == 2 * 101 + 40)
    results[1].backward()
    #expect(x.grad!.item() == 2 * 101 + 44)
  }

  @Test func resultsThatAreSavedDoNotKeepThemselvesAlive() {
    let before = Node.liveCount
    ({
      let x = Tensor([1, 2]).requiringGrad()
      let results = customFunction("exp", [x]) { inputs, context in
        let y = inputs[0].exp()
        context.save(y, y)
        return [y, inputs[0]]
      } backward: { gradients, context in
        [gradients[0] * context.saved[0] + gradients[1]]
      }
      results[0].retainGrad()
      results[0].sum().backward(retainGraph: true)
      _ = grad(of: results[0].sum() + results[1].sum(), with: [x], createGraph: true)
    })()
    #expect(Node.liveCount == before)
  }

  @Test func longChainsOfSeveralResults() {
    let (gradient, live) = onSmallStack {
      let before = Node.liveCount
      let gradient = {
        let x = Tensor(1).requiringGrad()
        var pair = [x, x]
        for _ in 0..<100_000 {
          pair = customFunction("swap", pair) { inputs, _ in
            [inputs[1] * 1, inputs[0] * 1]
          } backward: { gradients, _ in
            [gradients[1], gradients[0]]
          }
        }
        (pair[0] * 3 + pair[1]).backward()
        return x.grad!.item()
      }()
      return (gradient, Node.liveCount - before)
    }
    #expect(gradient == 4)
    #expect(live == 0)
  }

  static let mistakes: [Mistake] = [
    Mistake("broken: backward returned 2 gradients for 1 inputs") {
      customFunction("broken", [Tensor(1).requiringGrad()]) { inputs, _ in
        [inputs[0] * 2]
      } backward: { gradients, _ in
        [gradients[0], nil]
      }[0].backward()
    },
    Mistake("backward: 'squared' saved a float32 tensor of shape [2] that has since been changed") {
      let x = Tensor([1, 2]).requiringGrad()
      let y = customFunction("squared", [x]) { inputs, context in
        context.save(inputs[0])
        return [inputs[0] * inputs[0]]
      } backward: { gradients, context in
        [gradients[0] * context.saved[0] * 2]
      }[0]
      noGrad { x += 1 }
      y.sum().backward()
    },
    Mistake("backward: 'exp' saved a float32 tensor of shape [2] that has since been changed") {
      let y = customFunction("exp", [Tensor([1, 2]).requiringGrad()]) { inputs, context in
        let y = inputs[0].exp()
        context.save(y)
        return [y]
      } backward: { gradients, context in
        [gradients[0] * context.saved[0]]
      }[0]
      noGrad { y += 1 }
      y.sum().backward()
    },
    Mistake("backward: the tape of 'twice' was freed by an earlier backward()") {
      let y = customFunction("twice", [Tensor([1, 2]).requiringGrad()]) { inputs, _ in
        [inputs[0] * 2]
      } backward: { gradients, _ in
        [gradients[0] * 2]
      }[0]
      y.sum().backward()
      y.sum().backward()
    },
  ]

  @Test(arguments: mistakes.indices) func stopsWithAMessage(index: Int) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [index = index as Int] in
      CustomFunctionTests.mistakes[index].body()
    }
    Self.mistakes[index].expect(from: result)
  }
}
