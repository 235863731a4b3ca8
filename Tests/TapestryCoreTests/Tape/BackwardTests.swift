import TapestryCore
import TapestryTesting
import Testing

@Suite struct BackwardTests {
  @Test func gradientsAddUpOverPassesAndUses() {
    let x = Tensor([1, 2, 3]).requiringGrad()
    (x * x).sum().backward()
    #expect(x.grad!.array(as: Float.self) == [2, 4, 6])
    (x + x).sum().backward()
    #expect(x.grad!.array(as: Float.self) == [4, 6, 8])
    x.grad = nil
    #expect(x.grad == nil)
    x.sum().backward()
    #expect(x.grad!.array(as: Float.self) == [1, 1, 1])
  }

  @Test func diamond() {
    let x = Tensor(3).requiringGrad()
    let (a, b) = (x * 2, x * x)
    (a * b + a).backward()
    // 2x³ + 2x
    #expect(x.grad!.item() == 56)
  }

  @Test func gradientOfAnyShape() {
    let x = Tensor([[1, 2], [3, 4]]).requiringGrad()
    (x * 2).backward(gradient: Tensor([[1, 10], [100, 1000]]))
    #expect(x.grad!.array(as: Float.self) == [2, 20, 200, 2000])
  }

  /// Operands that were stretched get the sum over what they were stretched to, in their own shape and dtype.
  @Test func gradientsComeBackInTheirOwnShapeAndDType() {
    let shapes: [Shape] = [[], [3], [1, 3], [2, 1], [4, 1, 1], [4, 2, 3]]
    for (a, b) in shapes.flatMap({ a in shapes.map { (a, $0) } }) {
      let x = Tensor.full(a, 2).cast(to: .float32).requiringGrad()
      let y = Tensor.full(b, 3).cast(to: .float64).requiringGrad()
      let z = x * y
      z.sum().backward()
      #expect(x.grad!.shape == a && x.grad!.dtype == .float32)
      #expect(y.grad!.shape == b && y.grad!.dtype == .float64)
      #expect(x.grad!.sum().item() == Double(3 * z.count))
      #expect(y.grad!.sum().item() == Double(2 * z.count))
    }
  }

  @Test func branchesWithoutGradientAreLeftAlone() {
    let (x, y) = (Tensor([1, 2]).requiringGrad(), Tensor([3, 4]))
    let z = x * y + y.exp()
    #expect(z.requiresGrad && !y.requiresGrad)
    z.sum().backward()
    #expect(y.grad == nil)
    #expect((y * 2).requiresGrad == false)
  }

  @Test func integersBreakTheRecord() {
    let x = Tensor([1.5, 2.5]).requiringGrad()
    #expect(!x.cast(to: .int64).requiresGrad)
    #expect(!(x > 2).requiresGrad)
    #expect(!x.argmax().requiresGrad)
  }

  @Test func retainedGraphGoesThroughTwice() {
    let x = Tensor(3).requiringGrad()
    let y = x * x
    y.backward(retainGraph: true)
    y.backward()
    #expect(x.grad!.item() == 12)
  }

  @Test func passesShareAFreedPartThatSavedNothing() {
    let x = Tensor(3).requiringGrad()
    let shared = x + 1
    (shared * 2).backward()
    #expect(x.grad!.item() == 2)
  }

  @Test func leafThatStopsAskingIsLeftAlone() {
    let x = Tensor(2).requiringGrad()
    x.requiresGrad = false
    #expect(!(x * 2).requiresGrad)
    x.requiresGrad = true
    (x * 2).backward()
    #expect(x.grad!.item() == 2)
  }

  @Test func graphsOfSeveralThreads() async {
    let sums = await withTaskGroup(of: Double.self) { group in
      for task in 1...8 {
        group.addTask {
          var total = 0.0
          for _ in 0..<200 {
            let x = Tensor.full([100], Double(task), dtype: .float64).requiringGrad()
            (x * x * x).sum().backward()
            total += x.grad!.sum().item()
          }
          return total
        }
      }
      return await group.reduce(into: []) { $0.append($1) }.sorted()
    }
    let expected = (1...8).map { (task: Int) in Double(60_000 * task * task) }
    #expect(sums == expected)
  }
}
