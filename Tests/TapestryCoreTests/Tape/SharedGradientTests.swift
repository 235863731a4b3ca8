import TapestryCore
import Testing

/// A leaf's gradient belongs to it alone: changing it in place changes nobody else's.
@Suite struct SharedGradientTests {
  private typealias Graph = @Sendable (Tensor, Tensor) -> Tensor

  private static let graphs: [Graph] = [
    { $0 + $1 }, { $0 + $1 * 1 }, { $0.reshaped(to: [2, 2]) + $1.reshaped(to: [2, 2]) },
    { concatenate([$0, $1]) }, { stack([$0, $1]) }, { $0.unsqueezed(0) - $1 },
    { $0[.stride(2)] + $1[..<2] }, { $0.clone() + $1.detach() + $1 }, { $0.sum() + $1.sum() },
    { $0.expanded(to: [3, 4]) + $1 }, { $0 + $1.cast(to: .float64) },
  ]

  @Test(arguments: [false, true]) func leavesOfOneSum(createGraph: Bool) {
    for graph in Self.graphs {
      let (a, b) = (Tensor.ones([4]).requiringGrad(), Tensor.ones([4]).requiringGrad())
      let result = graph(a, b)
      result.backward(gradient: .ones(like: result), createGraph: createGraph)
      let before = b.grad!.array(as: Float.self)
      noGrad { a.grad! += 100 }
      #expect(b.grad!.array(as: Float.self) == before)
      noGrad { b.grad! *= 0 }
      #expect(a.grad!.array(as: Float.self).allSatisfy { $0 >= 100 })
      #expect(a.grad!.isContiguous && b.grad!.isContiguous)
      (a.grad, b.grad) = (nil, nil)
    }
  }

  @Test(arguments: [false, true]) func givenGradientStaysTheCallers(createGraph: Bool) {
    let graphs: [(Tensor) -> Tensor] = [
      { $0 }, { $0 + 0 }, { $0.reshaped(to: [4]) }, { $0.transposed() }, { $0.unsqueezed(0) },
      { $0.clone() }, { $0.flattened() + 0 },
    ]
    for graph in graphs {
      let x = Tensor.ones([2, 2]).requiringGrad()
      for _ in 0..<2 {
        let y = graph(x)
        let given = Tensor.full(y.shape, 3.0)
        y.backward(gradient: given, createGraph: createGraph)
        noGrad { x.grad! += 5 }
        #expect(given.array(as: Float.self) == [3, 3, 3, 3])
        noGrad { given *= 0 }
      }
      #expect(x.grad!.array(as: Float.self) == [16, 16, 16, 16])
      x.grad = nil
    }
  }

  @Test func gradientKeptByAHookIsNotChanged() {
    let x = Tensor([1, 2]).requiringGrad()
    var kept: [Tensor] = []
    x.registerHook {
      kept.append($0)
      return nil
    }
    x.sum().backward()
    x.sum().backward()
    #expect(kept.map { $0.array(as: Float.self) } == [[1, 1], [1, 1]])
    #expect(x.grad!.array(as: Float.self) == [2, 2])
  }

  @Test func retainedGradientIsNotChangedByWhatArrivesLater() {
    let x = Tensor([1, 2]).requiringGrad()
    let y = x + 0
    y.retainGrad()
    (y + 0).sum().backward()
    noGrad { x.grad! += 5 }
    #expect(y.grad!.array(as: Float.self) == [1, 1])
  }
}
