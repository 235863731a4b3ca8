import TapestryCore
import Testing

/// No depth of graph makes backward or release recurse: both run on a stack of 512 KiB.
@Suite struct DeepGraphTests {
  @Test func chainOfAMillionOperations() {
    let (gradient, live) = onSmallStack {
      let before = Node.liveCount
      let gradient = {
        let x = Tensor(1).requiringGrad()
        var y = x
        for _ in 0..<1_000_000 { y = y + 1 }
        y.backward()
        return x.grad!.item()
      }()
      return (gradient, Node.liveCount - before)
    }
    #expect(gradient == 1)
    #expect(live == 0)
  }

  /// Each product saves its factor, which owns the node before.
  @Test func chainOfAMillionSavedInputs() {
    let (gradient, live) = onSmallStack {
      let before = Node.liveCount
      let gradient = {
        let (x, w) = (Tensor(2).requiringGrad(), Tensor(1).requiringGrad())
        var y = x
        for _ in 0..<1_000_000 { y = y * w }
        y.backward()
        return [x.grad!.item(), w.grad!.item()]
      }()
      return (gradient, Node.liveCount - before)
    }
    #expect(gradient == [1, 2_000_000])
    #expect(live == 0)
  }

  @Test func chainOfAMillionIsReleasedWithoutBackward() {
    let live = onSmallStack {
      let before = Node.liveCount
      ({
        let x = Tensor(1).requiringGrad()
        var (sum, product, view) = (x, x, x.unsqueezed(0))
        for step in 0..<1_000_000 {
          sum = sum + 1
          product = product * x
          // Views keep the tensor that they show.
          view = step % 2 == 0 ? view.transposed(0, -1).unsqueezed(0) : view.squeezed(0).tanh()
        }
      })()
      return Node.liveCount - before
    }
    #expect(live == 0)
  }

  @Test func hundredThousandSkipConnections() {
    let (gradient, live) = onSmallStack {
      let before = Node.liveCount
      let gradient = {
        let x = Tensor(1, dtype: .float64).requiringGrad()
        var (older, y) = (x * 1, x * 1)
        for _ in 0..<100_000 { (older, y) = (y, y * 0.5 + older * 0.5 + x * 1e-6) }
        y.backward()
        return x.grad!.item()
      }()
      return (gradient, Node.liveCount - before)
    }
    // y and older change by a third of what is added, each step on.
    #expect(abs(gradient - (1 + 1e-6 * 100_000 * 2 / 3)) < 1e-5)
    #expect(live == 0)
  }

  @Test func wideGraph() {
    let (gradient, live) = onSmallStack {
      let before = Node.liveCount
      let gradient = {
        let x = Tensor(3).requiringGrad()
        stack((0..<200_000).map { _ in x * 2 }).sum().backward()
        return x.grad!.item()
      }()
      return (gradient, Node.liveCount - before)
    }
    #expect(gradient == 400_000)
    #expect(live == 0)
  }

  @Test func recordedBackwardPassOfADeepChain() {
    let (derivatives, live) = onSmallStack {
      let before = Node.liveCount
      let derivatives = {
        let x = Tensor(1, dtype: .float64).requiringGrad()
        var y = x
        for _ in 0..<100_000 { y = y * 1 }
        let first = grad(of: y * x, with: [x], createGraph: true)[0]!
        let second = grad(of: first, with: [x])[0]!
        return [first.item(), second.item()]
      }()
      return (derivatives, Node.liveCount - before)
    }
    #expect(derivatives == [2, 2])
    #expect(live == 0)
  }
}
