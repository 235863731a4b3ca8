import TapestryCore
import TapestryTesting
import Testing

@Suite struct VMapTests {
  private let x = SampleInput.reals([4, 3, 2]).tensor

  private func loop(_ axis: Int, _ body: (Tensor) -> Tensor) -> Tensor {
    stack((0..<x.shape[axis]).map { body(x.selected(axis: axis, index: $0)) })
  }

  @Test func equalsTheLoop() {
    let f = { (x: Tensor) in x.matmul(x.transposed()).softmax(axis: 0) }
    #expect(isBitwiseEqual(vmap(f)(x), loop(0, f)))
    #expect(isBitwiseEqual(vmap(f, inAxis: 1)(x), loop(1, f)))
    #expect(isBitwiseEqual(vmap(f, inAxis: -1)(x), loop(2, f)))
  }

  @Test func axesOfResults() {
    let f = { (x: Tensor) in x.sum(axis: 0) }
    #expect(vmap(f, outAxis: 1)(x).shape == [2, 4])
    #expect(isBitwiseEqual(vmap(f, outAxis: -1)(x), vmap(f)(x).transposed()))
    #expect(vmap({ $0 * 2 }, inAxis: 1, outAxis: 1)(x).shape == x.shape)
  }

  @Test func severalArguments() {
    let w = SampleInput.reals([2, 5], seed: 2).tensor
    let shared = vmap({ $0.matmul($1) }, inAxes: (0, nil))(x, w)
    #expect(isBitwiseEqual(shared, stack((0..<4).map { x[$0].matmul(w) })))
    let both = vmap { ($0 * $1).sum() }(x, x * 2)
    #expect(both.shape == [4])
    let lists = vmap({ [$0[0] + $0[1], $0[0].sum()] }, inAxes: [1, nil], outAxes: [1, 0])(
      [x, Tensor(1, dtype: .float64)])
    #expect(lists.map(\.shape) == [[4, 3, 2], [3]])
  }

  @Test func nested() {
    let outer = vmap(vmap { $0 / $0.sum() })(x)
    #expect(
      isBitwiseEqual(
        outer, stack((0..<4).map { i in stack((0..<3).map { x[i, $0] / x[i, $0].sum() }) })))
    // All pairs of rows.
    let rows = SampleInput.reals([3, 2]).tensor
    let products = vmap({ row in vmap { (row * $0).sum() }(rows) })(rows)
    #expect(difference(of: products, from: rows.matmul(rows.transposed())) == nil)
  }

  @Test func insideAndAroundDerivatives() throws {
    let f = { (x: Tensor) in (x * x * x).sum() }
    try assertClose(vmap(grad(f))(x), x * x * 3)
    try assertClose(grad { vmap(f)($0).sum() }(x), x * x * 3)
    #expect(vmap(hessian(f))(x[.ellipsis, 0]).shape == [4, 3, 3])
    let j = jacobian(vmap { $0.sum() })(x)
    #expect(j.shape == [4, 4, 3, 2])
    try assertClose(j.sum(axis: 0), Tensor.ones([4, 3, 2], dtype: .float64))
    try gradCheck({ vmap { ($0 * $0.sin()).sum(axis: 0) }($0) }, input: x, order: 2)
    try gradCheck({ vmap({ $0[1] * $0[0] }, inAxis: 1, outAxis: 1)($0) }, input: x, order: 2)
  }

  /// The slices' gradients come together at once: thousands of them take no longer than their elements.
  @Test func backwardIsLinear() {
    let x = Tensor.ones([20_000, 8]).requiringGrad()
    vmap { $0.sum() }(x).sum().backward()
    #expect(x.grad!.sum().item() == 160_000)
    let y = Tensor.ones([20_000, 8]).requiringGrad()
    stack((0..<20_000).map { y[$0] }).sum().backward()
    #expect(y.grad!.sum().item() == 160_000)
    let z = Tensor.ones([20_000, 8]).requiringGrad()
    concatenate(z.split(size: 1)).sum().backward()
    #expect(z.grad!.sum().item() == 160_000)
  }

  /// Parts of one tensor that overlap, and a use of the whole beside them.
  @Test func partsAndWholeAddUp() {
    let x = Tensor([1, 2, 3, 4]).requiringGrad()
    let y = x * 1
    (y[..<3].sum() + y[1...].sum() * 10 + y.sum() * 100 + y[2] * 1000).backward()
    #expect(x.grad!.array(as: Float.self) == [101, 111, 1111, 110])
    let given = Tensor([1, 1, 1, 1])
    let z = x * 1
    z.registerHook { _ in nil }
    (z[0] * 5).backward(retainGraph: true)
    stack([z[0], z[1]]).backward(gradient: given[..<2])
    #expect(given.array(as: Float.self) == [1, 1, 1, 1])
  }
}
