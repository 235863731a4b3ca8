import TapestryCore
import TapestryTesting
import Testing

/// Changes in place of tensors that are on the tape.
@Suite struct InPlaceTapeTests {
  @Test func chainOfChanges() {
    let x = Tensor([1, 2]).requiringGrad()
    let y = x * 2
    y += 1
    y *= 3
    y -= x
    y /= 2
    #expect(y.array(as: Float.self) == [4, 6.5])
    y.sum().backward()
    // ((2x + 1)·3 − x) / 2
    #expect(x.grad!.array(as: Float.self) == [2.5, 2.5])
  }

  /// The factor's derivative needs the elements as they were before.
  @Test func changedFactorIsSavedBefore() {
    let (x, w) = (Tensor([1, 2]).requiringGrad(), Tensor([3, 5]).requiringGrad())
    let y = x * 1
    y *= w
    y /= w
    y.backward(gradient: Tensor([1, 10]))
    #expect(x.grad!.array(as: Float.self) == [1, 10])
    #expect(w.grad!.array(as: Float.self).allSatisfy { abs($0) < 1e-6 })
  }

  @Test func plainTensorJoinsTheTape() {
    let w = Tensor([3, 5]).requiringGrad()
    let total = Tensor.zeros([2])
    for step in 1...3 { total += w * Float(step) }
    #expect(total.requiresGrad && !total.isLeaf)
    total.sum().backward()
    #expect(w.grad!.array(as: Float.self) == [6, 6])
  }

  @Test func summandIsStretched() {
    let (x, b) = (Tensor.ones([3, 2]).requiringGrad(), Tensor(5).requiringGrad())
    let y = x * 1
    y += b
    y.sum().backward()
    #expect(b.grad!.item() == 6)
  }

  @Test func settingBySubscript() {
    let (x, v) = (Tensor([1, 2, 3]).requiringGrad(), Tensor(7).requiringGrad())
    let y = x * 2
    y[1] = v
    y[2...] = y[..<1] * 1
    #expect(y.array(as: Float.self) == [2, 7, 2])
    y.backward(gradient: Tensor([1, 10, 100]))
    #expect(x.grad!.array(as: Float.self) == [202, 0, 0])
    #expect(v.grad!.item() == 10)
  }

  @Test func fillingABuffer() throws {
    try gradCheck(
      { inputs in
        let buffer = Tensor.zeros([3, 2], dtype: .float64)
        var state = inputs[0]
        for step in 0..<3 {
          state = (state * inputs[1]).tanh()
          buffer[step] = state
        }
        return [buffer]
      },
      inputs: [SampleInput.reals([2]).tensor, SampleInput.reals([2], seed: 2).tensor], order: 2)
  }

  @Test func settingByMaskAndByPlaces() {
    let (x, v) = (Tensor([1, -2, 3, -4]).requiringGrad(), Tensor([10, 20]).requiringGrad())
    let y = x * 1
    y[y.detach().clone() .< 0] = v
    #expect(y.array(as: Float.self) == [1, 10, 3, 20])
    y.backward(gradient: Tensor([1, 2, 3, 4]))
    #expect(x.grad!.array(as: Float.self) == [1, 0, 3, 0])
    #expect(v.grad!.array(as: Float.self) == [2, 4])
  }

  @Test func overlappingSourceIsReadBeforeItIsWritten() {
    let x = Tensor([1, 2, 3, 4])
    x[1...] = x[..<3]
    #expect(x.array(as: Float.self) == [1, 1, 2, 3])
    let y = Tensor([[1, 2], [3, 4]])
    y += y.transposed()
    #expect(y.array(as: Float.self) == [2, 5, 5, 8])
  }

  @Test func changesShowInViewsAndBases() {
    let x = Tensor([[1, 2], [3, 4]])
    let (row, column) = (x[0], x.transposed()[0])
    row += 10
    #expect(x.array(as: Float.self) == [11, 12, 3, 4])
    #expect(column.array(as: Float.self) == [11, 3])
    x[.ellipsis, 1] = Tensor(0)
    #expect(row.array(as: Float.self) == [11, 0])
  }

  @Test func updatesAreOnTheTape() throws {
    let x = Tensor([-1, 4]).requiringGrad()
    let y = x * 1
    y.update { $0.square() }
    y.update { ($0 + 1).sqrt() }
    y.update { $0.square() }
    y.sum().backward()
    #expect(difference(of: y.detach(), from: Tensor([2, 17])) == nil)
    #expect(difference(of: x.grad!, from: Tensor([-2, 8])) == nil)
    try gradCheck(
      { x in
        let y = x * 1
        y.update { $0.exp() * x }
        return y
      }, input: SampleInput.reals([3]).tensor, order: 2)
  }

  @Test func updatesShowInViews() {
    let x = Tensor([[-1, 2], [3, -4]])
    let column = x.transposed()[1]
    x.update { $0.relu() }
    #expect(column.array(as: Float.self) == [2, 0])
    x.update { $0.transposed() }
    #expect(x.array(as: Float.self) == [0, 3, 2, 0])
    let counts = Tensor.arange(3, dtype: .int32)
    counts.update { $0 * 2 }
    #expect(counts.dtype == .int32 && counts.array(as: Int.self) == [0, 2, 4])
  }

  // MARK: Views

  @Test func changeThroughAView() {
    let x = Tensor([1, 2, 3]).requiringGrad()
    let y = x * 2
    let view = y[1...]
    view *= x[1...]
    #expect(y.array(as: Float.self) == [2, 8, 18])
    y.backward(gradient: Tensor([1, 10, 100]))
    #expect(x.grad!.array(as: Float.self) == [2, 80, 1200])
  }

  @Test func viewKnowsOfAChangePastIt() {
    let x = Tensor([1, 2, 3]).requiringGrad()
    let y = x * 1
    let (first, last) = (y[..<2], y[1...])
    y *= 3
    first += 1
    // The middle element is both tripled and one more.
    #expect(last.array(as: Float.self) == [7, 9])
    (last * Tensor([10, 100])).sum().backward()
    #expect(x.grad!.array(as: Float.self) == [0, 30, 300])
  }

  @Test func plainBufferAndItsViewsJoinTheTape() {
    let w = Tensor(5).requiringGrad()
    let buffer = Tensor.zeros([2, 2])
    let row = buffer[1]
    #expect(!row.requiresGrad)
    buffer[0..., 0] = w
    #expect(row.requiresGrad && buffer.requiresGrad)
    (row * row).sum().backward()
    #expect(w.grad!.item() == 10)
  }

  @Test func compoundAssignmentThroughASubscript() {
    let x = Tensor([1, 2, 3]).requiringGrad()
    let y = x * x
    y[0] += 1
    y[1...] *= Tensor(2)
    y[[0]] = y[[2]] * 1
    #expect(y.array(as: Float.self) == [18, 8, 18])
    y[.stride(-1)][0] -= y[0]
    y.backward(gradient: Tensor([1, 10, 100]))
    #expect(y.array(as: Float.self) == [18, 8, 0])
    // The last element lost what the first had from it: 1 − 100 + 100.
    #expect(x.grad!.array(as: Float.self) == [0, 80, 12])
  }

  @Test func viewsOfViewsTransposedReversedAndDiagonal() throws {
    let changes: [(Tensor, Tensor) -> Void] = [
      { $0.transposed()[1] *= $1 },
      { $0[.stride(-1), 0...].diagonal() *= $1 },
      { $0.reshaped(to: [9])[.stride(4)] *= $1 },
      { $0.permuted([1, 0])[.stride(-1)][2] *= $1 },
      { $0.narrowed(axis: 0, start: 1, length: 2)[1] += $1.exp() },
      { $0.asStrided([3], strides: [2]) /= $1 },
      { $0.unsqueezed(0).squeezed()[0..., 2].copy(from: $1) },
      {
        $0[1].fill(with: 3)
        $0[0..., 1] *= $1
      },
      {
        $0.diagonal().zero()
        $0.mT[0] += $1
      },
      { $0.unbind()[2] *= $1 },
      { $0.split(size: 2)[0][1] *= $1 },
    ]
    for change in changes {
      try gradCheck(
        { inputs in
          let y = inputs[0] * 1
          let seen = y.mT
          change(y, inputs[1])
          return [y * y, seen.exp()]
        },
        inputs: [
          SampleInput.reals([3, 3], in: 1...2).tensor,
          SampleInput.reals([3], in: 1...2, seed: 2).tensor,
        ], order: 2)
    }
  }

  /// Derivatives are those that the same steps without a change in place have, whatever the mix of views and changes.
  @Test(arguments: 1...30) func randomViewsAndChanges(seed: Int) throws {
    let plans = SampleInput.integers([8], in: 0...5, seed: seed).tensor.array(as: Int.self)
    try gradCheck(
      { inputs in
        let y = inputs[0] * inputs[1]
        var views = [y]
        for (step, plan) in plans.enumerated() {
          let view = views[(step * 7 + seed) % views.count]
          switch plan {
          case 0: views.append(view.transposed())
          case 1: views.append(view[.stride(-1)])
          case 2: views.append(view[0..., (step % 2)...])
          case 3: view *= (inputs[1][0, 0] + 1)
          case 4: view.selected(axis: 0, index: 0).copy(from: inputs[0][1, 1].exp())
          default: view += view.sum() * 0.1
          }
        }
        return views.map { $0 * $0 }
      },
      inputs: [
        SampleInput.reals([3, 3], in: 0.5...1).tensor,
        SampleInput.reals([3, 3], in: 0.5...1, seed: 2).tensor,
      ])
  }

  @Test func leafAndItsViewsChangeOutsideTheTape() {
    let x = Tensor([1, 2]).requiringGrad()
    let view = x[0]
    noGrad {
      view += 5
      x[1] = Tensor(9)
    }
    #expect(x.isLeaf && x.array(as: Float.self) == [6, 9])
    (view * view).backward()
    #expect(x.grad!.array(as: Float.self) == [12, 0])
  }

  @Test func manyChangesThroughViewsFreeEverything() {
    let before = Node.liveCount
    do {
      let w = Tensor(1.5).requiringGrad()
      let buffer = Tensor.zeros([4])
      for step in 0..<1000 { buffer[step % 4] += w }
      buffer.sum().backward()
      #expect(w.grad!.item() == 1000)
    }
    #expect(Node.liveCount == before)
  }
}
