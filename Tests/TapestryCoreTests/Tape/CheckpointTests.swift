import TapestryCore
import TapestryTesting
import Testing

@Suite struct CheckpointTests {
  private let w = SampleInput.reals([3, 3], seed: 2).tensor
  private let x = SampleInput.reals([2, 3]).tensor

  /// A checkpoint changes neither values nor gradients, of arguments and of what the body refers to.
  @Test func nothingChanges() {
    func run(_ isCheckpointed: Bool) -> [Tensor] {
      let (x, w) = (self.x.detach().requiringGrad(), self.w.detach().requiringGrad())
      let hidden = w * 2
      let body = { (x: Tensor) in x.matmul(hidden).tanh() * w.sum() }
      let y = isCheckpointed ? checkpoint(x, body) : body(x)
      (y * y).sum().backward()
      return [y.detach(), x.grad!, w.grad!]
    }
    for (a, b) in zip(run(true), run(false)) { #expect(isBitwiseEqual(a, b)) }
  }

  @Test func derivativesOfAllOrders() throws {
    try gradCheck(
      { inputs in [checkpoint { (inputs[0].matmul(inputs[1])).tanh() }] }, inputs: [x, w], order: 3)
    try gradCheck(
      { inputs in
        [
          checkpoint(inputs[0]) { x in
            checkpoint { x.matmul(inputs[1]).sin() } * checkpoint(x) { $0.exp() }
          }
        ]
      }, inputs: [x, w], order: 2)
    try gradCheck(
      { checkpoint($0) { [$0[0] * $0[1].sum(), $0[1].exp(), $0[0].argmax()] } }, inputs: [x, w],
      order: 2)
  }

  @Test func transforms() throws {
    let f = { (x: Tensor) in checkpoint(x) { ($0.sin() * $0).sum() } }
    let plain = { (x: Tensor) in (x.sin() * x).sum() }
    try assertClose(grad(f)(x), grad(plain)(x))
    try assertClose(hessian(f)(x), hessian(plain)(x))
    try assertClose(jvp(f, at: x, tangent: x).tangent, jvp(plain, at: x, tangent: x).tangent)
    try assertClose(
      grad { x in checkpoint { grad(plain)(x) }.sum() }(x), grad { grad(plain)($0).sum() }(x))
  }

  @Test func derivativesByWhatTheBodyRefersTo() {
    let w = self.w.detach().requiringGrad()
    let hidden = w * 2
    let y = checkpoint { (hidden * hidden).sum() }
    let found = grad(of: y, with: [hidden, w], retainGraph: true)
    #expect(isBitwiseEqual(found[0]!, (self.w * 4)))
    #expect(isBitwiseEqual(found[1]!, (self.w * 8)))
    #expect(w.grad == nil)
    // What is not asked for is left alone.
    let other = Tensor(1, dtype: .float64).requiringGrad()
    let z = checkpoint { (hidden * other).sum() }
    #expect(grad(of: z, with: [other])[0]!.item() == (self.w * 2).sum().item())
  }

  @Test func randomNumbersAreReplayed() {
    func run(_ isCheckpointed: Bool) -> ([Tensor], Double) {
      withSeed(9) {
        let x = self.x.detach().requiringGrad()
        let body = { (x: Tensor) in dropout(x, probability: 0.5) * Tensor.rand([2, 3]) }
        let y = isCheckpointed ? checkpoint(x, body) : body(x)
        // Numbers drawn between the two runs, and after them, are those of a run without checkpoints.
        let drawn = Tensor.rand([]).item()
        (y * y).sum().backward()
        return ([y.detach(), x.grad!], drawn + Tensor.rand([]).item())
      }
    }
    let (a, b) = (run(true), run(false))
    for (a, b) in zip(a.0, b.0) { #expect(isBitwiseEqual(a, b)) }
    #expect(a.1 == b.1)
  }

  @Test func bodiesRunOnceForwardAndOnceBackward() {
    var runs = 0
    let x = self.x.detach().requiringGrad()
    let results = checkpoint([x]) { inputs in
      runs += 1
      return [inputs[0] * 2, inputs[0] * 3, inputs[0].detach()]
    }
    #expect(runs == 1)
    #expect(results.map(\.requiresGrad) == [true, true, false])
    (results[0] * results[1]).sum().backward()
    #expect(runs == 2)
    _ = noGrad { checkpoint { x * 2 } }
    #expect(!checkpoint { self.x * 2 }.requiresGrad)
  }

  /// Between forward and backward only results are kept.
  @Test func innerTensorsAreNotKept() {
    weak var inner: Tensor?
    let x = self.x.detach().requiringGrad()
    let before = Node.liveCount
    let y = checkpoint {
      let hidden = x.exp()
      inner = hidden
      return hidden.sin().sum()
    }
    #expect(inner == nil)
    #expect(Node.liveCount == before + 2)
    y.backward()
    #expect(inner == nil)
  }

  @Test func hooksAndSeveralPasses() {
    let x = self.x.detach().requiringGrad()
    let y = checkpoint { x * 2 }
    y.registerHook { $0 * 5 }
    y.sum().backward(retainGraph: true)
    y.sum().backward()
    #expect(x.grad!.sum().item() == 120)
  }

  @Test func longChains() {
    let (gradient, live) = onSmallStack {
      let before = Node.liveCount
      let gradient = {
        let x = Tensor(1).requiringGrad()
        var y = x
        for _ in 0..<100_000 {
          let input = y
          y = checkpoint { input + 1 }
        }
        y.backward()
        return x.grad!.item()
      }()
      return (gradient, Node.liveCount - before)
    }
    #expect(gradient == 1)
    #expect(live == 0)
  }

  static let mistakes: [Mistake] = [
    Mistake(
      "backward: 'checkpoint' saved a float32 tensor of shape [2] that has since been changed"
    ) {
      let x = Tensor([1, 2]).requiringGrad()
      let y = x * 1
      let z = checkpoint(y) { $0.exp() }
      noGrad { y += 1 }
      z.sum().backward()
    },
    Mistake("backward: the tape of 'checkpoint' was freed by an earlier backward()") {
      let x = Tensor([1, 2]).requiringGrad()
      let y = checkpoint { x.exp() }
      y.backward(gradient: .ones([2]))
      y.backward(gradient: .ones([2]))
    },
    Mistake("checkpoint: the body returned a result of shape [3] when it was run again, [2] before")
    {
      let x = Tensor([1, 2]).requiringGrad()
      var extra: [Tensor] = []
      let y = checkpoint {
        defer { extra.append(x[..<1]) }
        return concatenate([x] + extra)
      }
      y.sum().backward()
    },
    Mistake("checkpoint: the body returned 1 results of shapes [[2]] when it was run again, others")
    {
      let x = Tensor([1, 2]).requiringGrad()
      var isFirst = true
      let y = checkpoint {
        defer { isFirst = false }
        return isFirst ? x * 2 : x.detach()
      }
      y.sum().backward()
    },
  ]

  @Test(arguments: mistakes.indices) func stopsWithAMessage(index: Int) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [index = index as Int] in
      CheckpointTests.mistakes[index].body()
    }
    Self.mistakes[index].expect(from: result)
  }
}
