import TapestryCore
import Testing

/// `grad(of:with:)`.
@Suite struct GradOfTests {
  @Test func leavesKeepNothing() {
    let (x, y) = (Tensor(2).requiringGrad(), Tensor(5).requiringGrad())
    let found = grad(of: x * y, with: [x, y])
    #expect(found.map { $0!.item() } == [5, 2])
    #expect(x.grad == nil && y.grad == nil)
  }

  @Test func byResultsOnTheWay() {
    let x = Tensor(2).requiringGrad()
    let y = x * x
    let z = y * y
    #expect(grad(of: z, with: [y, x, z]).map { $0!.item() } == [8, 32, 1])
  }

  @Test func unusedInputsHaveNone() {
    let (x, y) = (Tensor(2).requiringGrad(), Tensor(5).requiringGrad())
    let found = grad(of: x * x, with: [y, x])
    #expect(found[0] == nil)
    #expect(found[1]!.item() == 4)
  }

  @Test func sameInputTwice() {
    let x = Tensor(2).requiringGrad()
    #expect(grad(of: x * x, with: [x, x]).map { $0!.item() } == [4, 4])
  }

  @Test func outputItself() {
    let x = Tensor(2).requiringGrad()
    #expect(grad(of: x, with: [x])[0]!.item() == 1)
  }

  @Test func withAGradient() {
    let x = Tensor([1, 2]).requiringGrad()
    let found = grad(of: x * x, with: [x], gradient: Tensor([10, 100]))
    #expect(found[0]!.array(as: Float.self) == [20, 400])
  }

  @Test func graphIsFreedUnlessKept() {
    let x = Tensor(2).requiringGrad()
    let y = x * x
    #expect(grad(of: y, with: [x], retainGraph: true)[0]!.item() == 4)
    #expect(grad(of: y, with: [x], createGraph: true)[0]!.requiresGrad)
    #expect(grad(of: y, with: [x])[0]!.item() == 4)
  }
}
