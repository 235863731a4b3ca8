import TapestryCore
import Testing

/// What no longer is needed is gone: nodes at once, memory with them.
@Suite struct LeakTests {
  @Test func tenThousandTrainingSteps() {
    let before = Node.liveCount
    ({
      let weight = Parameter(withSeed(1) { .randn([8, 4]) * 0.1 })
      let bias = Parameter(.zeros([8]))
      let x = withSeed(2) { Tensor.randn([16, 4]) }
      let labels = Tensor.arange(16) % 8
      for step in 0..<10_000 {
        let loss = crossEntropy(linear(x, weight, bias).relu(), labels)
        if step % 3 != 0 { loss.backward() }
        noGrad {
          for parameter in [weight, bias] {
            if let gradient = parameter.grad { parameter -= gradient * 0.01 }
            parameter.grad = nil
          }
        }
      }
      #expect(Node.liveCount == before + 2)
    })()
    #expect(Node.liveCount == before)
  }

  @Test func memoryDoesNotGrow() async {
    await #expect(processExitsWith: .success) {
      let x = Parameter(.ones([64, 64]))
      func step() {
        (x.matmul(x).tanh().sum() * 0.5).backward()
        x.grad = nil
      }
      for _ in 0..<10 { step() }
      let reserved = Memory.reservedBytes
      for _ in 0..<1_000 { step() }
      precondition(Memory.reservedBytes == reserved)
    }
  }

  @Test func abandonedGraphsFreeAtOnce() {
    let before = Node.liveCount
    let x = Tensor([1, 2]).requiringGrad()
    _ = x.exp().sigmoid().softmax(axis: 0).sum()
    #expect(Node.liveCount == before + 1)
    _ = grad(of: x.exp().sum(), with: [x], createGraph: true)
    #expect(Node.liveCount == before + 1)
    let kept = x.tanh()
    #expect(Node.liveCount == before + 2)
    #expect(kept.requiresGrad)
  }

  @Test func hooksAndKeptGradientsGoWithTheirGraph() {
    let before = Node.liveCount
    ({
      let x = Tensor([1, 2]).requiringGrad()
      let y = x * 2
      y.retainGrad()
      y.registerHook { $0 * 2 }
      y.sum().backward()
      #expect(y.grad != nil)
    })()
    #expect(Node.liveCount == before)
  }

  @Test func backwardFreesWhatWasSaved() {
    weak var saved: Tensor?
    let x = Tensor([1, 2]).requiringGrad()
    let y: Tensor = {
      let factor = Tensor([3, 4])
      saved = factor
      return (x * factor).sum()
    }()
    #expect(saved != nil)
    y.backward()
    #expect(saved == nil)
  }
}
