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
}
