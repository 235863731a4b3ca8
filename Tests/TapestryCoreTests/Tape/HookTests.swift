import TapestryCore
import Testing

@Suite struct HookTests {
  @Test func leafHookSeesTheCompleteGradientOnce() {
    let x = Tensor([1, 2]).requiringGrad()
    var seen: [[Float]] = []
    x.registerHook {
      seen.append($0.array(as: Float.self))
      return nil
    }
    (x * 3 + x).sum().backward()
    #expect(seen == [[4, 4]])
    #expect(x.grad!.array(as: Float.self) == [4, 4])
  }

  @Test func interiorHookSeesTheCompleteGradient() {
    let x = Tensor([1, 2]).requiringGrad()
    let y = x * 2
    var seen: [Float] = []
    y.registerHook {
      seen += $0.array(as: Float.self)
      return nil
    }
    (y * 3 + y).sum().backward()
    #expect(seen == [4, 4])
  }

  @Test func hooksReplaceGradientsInTheirOrder() {
    let x = Tensor([1, 2]).requiringGrad()
    let y = x * 2
    y.registerHook { $0 + 1 }
    y.registerHook { $0 * 10 }
    x.registerHook { -$0 }
    y.sum().backward()
    #expect(x.grad!.array(as: Float.self) == [-40, -40])
  }

  @Test func removedHooksAreNotCalled() {
    let x = Tensor([1, 2]).requiringGrad()
    let first = x.registerHook { $0 * 2 }
    let second = x.registerHook { $0 * 3 }
    first.remove()
    x.sum().backward()
    #expect(x.grad!.array(as: Float.self) == [3, 3])
    second.remove()
    second.remove()
    x.grad = nil
    x.sum().backward()
    #expect(x.grad!.array(as: Float.self) == [1, 1])
  }

  @Test func hooksAreCalledInEveryPass() {
    let x = Tensor([1, 2]).requiringGrad()
    var calls = 0
    x.registerHook { _ in
      calls += 1
      return nil
    }
    let y = x.sum()
    y.backward(retainGraph: true)
    y.backward(retainGraph: true)
    _ = grad(of: y, with: [x])
    #expect(calls == 3)
  }

  @Test func replacedGradientIsWhatIsAskedFor() {
    let x = Tensor([1, 2]).requiringGrad()
    let y = x * 2
    y.registerHook { $0 * 5 }
    let found = grad(of: y.sum(), with: [y, x])
    #expect(found[0]!.array(as: Float.self) == [5, 5])
    #expect(found[1]!.array(as: Float.self) == [10, 10])
  }

  @Test func hooksOfARecordedPassAreDifferentiated() {
    let x = Tensor(3).requiringGrad()
    x.registerHook { $0 * x }
    // 2x · x
    let first = grad(of: x * x, with: [x], createGraph: true)[0]!
    #expect(first.item() == 18)
    // d 2x² = 4x, and the hook once more
    #expect(grad(of: first, with: [x])[0]!.item() == 36)
  }

  @Test func retainedGradients() {
    let x = Tensor([1, 2]).requiringGrad()
    let y = x * 2
    let z = y * 3
    y.retainGrad()
    z.registerHook { $0 * 2 }
    z.retainGrad()
    z.sum().backward()
    #expect(y.grad!.array(as: Float.self) == [6, 6])
    // What is kept is what the hooks made of it.
    #expect(z.grad!.array(as: Float.self) == [2, 2])
    y.grad = nil
    #expect(y.grad == nil)
    let unkept = x * 2
    unkept.sum().backward()
    #expect(unkept.grad == nil)
    x.retainGrad()
    x.grad = nil
    x.sum().backward()
    #expect(x.grad!.array(as: Float.self) == [1, 1])
  }

  /// As in PyTorch: passes add up, `grad(of:with:)` on the way to an input among them; hooks come first.
  @Test func retainedGradientsAddUp() {
    let x = Tensor([1, 2]).requiringGrad()
    let y = x * 2
    y.retainGrad()
    let z = (y * y + y).sum()
    z.backward(retainGraph: true)
    #expect(y.grad!.array(as: Float.self) == [5, 9])
    #expect(x.grad!.array(as: Float.self) == [10, 18])
    let (first, leafs) = (y.grad!, x.grad!)
    z.backward(retainGraph: true)
    #expect(y.grad!.array(as: Float.self) == [10, 18])
    #expect(first.array(as: Float.self) == [5, 9])
    // A leaf's gradient is added to in place, unless the pass records itself.
    #expect(x.grad === leafs && leafs.array(as: Float.self) == [20, 36])
    _ = grad(of: z, with: [x], retainGraph: true)
    #expect(y.grad!.array(as: Float.self) == [15, 27])
    #expect(x.grad!.array(as: Float.self) == [20, 36])
    y.grad = nil
    z.backward()
    #expect(y.grad!.array(as: Float.self) == [5, 9])
    x.grad = nil
    (x * x * x).sum().backward(createGraph: true)
    let recorded = x.grad!
    (x * x * x).sum().backward(createGraph: true)
    #expect(x.grad !== recorded && recorded.array(as: Float.self) == [3, 12])
    #expect(x.grad!.array(as: Float.self) == [6, 24])
    x.grad = nil
  }

  /// A pass that a hook starts may go through the graph of the pass that called it.
  @Test func nestedPassOverTheSameGraph() {
    let x = Tensor(2).requiringGrad()
    let shared = x * x
    let (left, right) = (shared * 3, shared * 5)
    var inner: Double?
    left.registerHook { _ in
      inner = grad(of: shared, with: [x], retainGraph: true)[0]!.item()
      return nil
    }
    (left + right).backward()
    #expect(inner == 4)
    // 8 · 2x, untouched by the pass inside.
    #expect(x.grad!.item() == 32)
  }

  @Test func nestedPassAddsToLeaves() {
    let x = Tensor(2).requiringGrad()
    let other = Tensor(7).requiringGrad()
    let y = x * 10
    y.registerHook { _ in
      enableGrad { (other * other + x).backward() }
      return nil
    }
    y.backward()
    #expect(other.grad!.item() == 14)
    #expect(x.grad!.item() == 11)
  }
}
