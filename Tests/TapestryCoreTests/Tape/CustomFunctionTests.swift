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
}
