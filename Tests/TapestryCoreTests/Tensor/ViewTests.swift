import TapestryCore
import Testing

/// What shares elements and what does not.
@Suite struct ViewTests {
  private func sharesElements(_ view: (Tensor) -> Tensor, shape: Shape = [2, 3]) -> Bool {
    let x = Tensor.zeros(shape)
    let y = view(x)
    noGrad { x += 1 }
    return y.array(as: Float.self).allSatisfy { $0 == 1 }
  }

  @Test func views() {
    let views: [(Tensor) -> Tensor] = [
      { $0[0] }, { $0[-1, 1...] }, { $0[0..., .stride(2)] }, { $0[.newAxis] }, { $0[.ellipsis, 0] },
      { $0.transposed() }, { $0.permuted([1, 0]) }, { $0.reshaped(to: [3, 2]) }, { $0.flattened() },
      { $0.unsqueezed(1) }, { $0.squeezed() }, { $0.expanded(to: [4, 2, 3]) },
      { $0.narrowed(axis: 1, start: 1, length: 2) }, { $0.selected(axis: 1, index: 2) },
      { $0.split(size: 2, axis: 1)[1] }, { $0.detach() }, { $0.contiguous() },
      { $0.transposed().unsqueezed(1).reshaped(to: [3, 2]) }, { $0.cast(to: .float32) },
    ]
    for (index, view) in views.enumerated() {
      #expect(sharesElements(view), "view \(index)")
    }
  }

  @Test func copies() {
    let copies: [(Tensor) -> Tensor] = [
      { $0.clone() }, { $0.transposed().reshaped(to: [6]) }, { $0.transposed().contiguous() },
      { $0.flipped(axes: [0]) }, { $0[Tensor([Int64(0)])] }, { $0[Tensor([true, false])] },
      { $0.cast(to: .float64) }, { concatenate([$0]) }, { $0.indexSelect(axis: 0, .arange(2)) },
      { $0.relu() }, { $0 + 0 }, { $0.max(axis: 0).values }, { $0.cumsum(axis: 0) },
    ]
    for (index, copy) in copies.enumerated() {
      #expect(!sharesElements(copy), "copy \(index)")
    }
    #expect(!sharesElements({ $0.max(axis: 0).values }, shape: []))
  }

  @Test func contiguity() {
    let x = Tensor.zeros([2, 3, 4])
    #expect(x.isContiguous && x[1].isContiguous && x.contiguous() === x)
    #expect(!x.transposed().isContiguous && x.transposed().contiguous().isContiguous)
    #expect(!x[0..., 1].isContiguous && x[0..<1, 1].isContiguous)
    #expect(x[0..., 0..<0].isContiguous)
    #expect(!Tensor([1]).expanded(to: [3]).isContiguous)
    #expect(Tensor([1]).expanded(to: [1, 1]).isContiguous)
    #expect(Tensor(1).isContiguous)
  }

  @Test func viewsOutliveTheirBase() {
    let view = Tensor.arange(1000, dtype: .float32).reshaped(to: [10, 100])[7]
    // What would take over the base's memory, were it free.
    let others = (0..<20).map { _ in Tensor.zeros([1000]) }
    #expect(view[0].item() == 700 && others.count == 20)
  }

  /// A reshape that no strides can show copies; where they can, it is a view, whatever the strides.
  @Test func reshapesOfViews() {
    let x = Tensor.arange(24, dtype: .float32).reshaped(to: [2, 3, 4])
    let sources = [
      x, x.transposed(), x[0..., 1...], x[.stride(1), .stride(2)], x.permuted([2, 0, 1]), x[1],
      x.transposed(0, 1), x.unsqueezed(1).expanded(to: [2, 5, 3, 4]),
    ]
    for source in sources {
      let flat = source.array(as: Float.self)
      for shape in [[-1], [2, -1], [-1, 2], [1, -1, 1], [2, 2, -1]] where flat.count % 4 == 0 {
        let target = source.reshaped(to: Shape(shape))
        #expect(
          target.array(as: Float.self) == flat, "\(source.shape) \(source.strides) to \(shape)")
      }
    }
    #expect(x.transposed(0, 1).unsqueezed(1).reshaped(to: [3, 2, 2, 2]).strides == [4, 12, 2, 1])
  }
}
