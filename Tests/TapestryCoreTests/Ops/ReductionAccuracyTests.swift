import TapestryCore
import TapestryTesting
import Testing

/// Long reductions keep their digits along every axis and however the elements lie.
@Suite struct ReductionAccuracyTests {
  private static let shapes: [Shape] = [[200_000], [400, 500], [500, 20, 20], [2, 100_000]]

  @Test(arguments: shapes) func sumsAreAccurate(shape: Shape) {
    let x = SampleInput.reals(Array(shape), in: 0...1, dtype: .float32).tensor
    let backwards = SampleInput.reals(shape.reversed(), in: 0...1, dtype: .float32).tensor
    let layouts = [x, backwards.permuted(Array(shape.indices.reversed()))]
    for x in layouts {
      for axes in [nil] + shape.indices.map({ [$0] }) {
        let exact = x.cast(to: .float64).sum(axes: axes)
        let tolerance = Tolerance(relative: 1.3e-6, absolute: 0)
        #expect(
          difference(
            of: x.sum(axes: axes), from: exact, tolerance: tolerance, checksDType: false) == nil)
      }
    }
  }

  /// The distances from a mean that is large beside them.
  @Test(arguments: shapes) func variancesDoNotCancel(shape: Shape) {
    let offsets = (Tensor.arange(shape.product) % 4).cast(to: .float32).reshaped(to: shape)
    for axes in [nil] + shape.indices.filter({ shape[$0] % 4 == 0 }).map({ [$0] }) {
      let far = (offsets + 1_000_000).var(axes: axes, correction: 0)
      let near = offsets.cast(to: .float64).var(axes: axes, correction: 0).cast(to: .float32)
      #expect(difference(of: far, from: near) == nil)
    }
  }

  @Test func variancesOfColumnsAndRowsAgree() {
    let x = SampleInput.reals([3, 700, 130]).tensor
    let columns = x.var(axis: 1)
    let rows = x.transposed(1, 2).contiguous().var(axis: 2)
    #expect(
      difference(of: columns, from: rows, tolerance: Tolerance(relative: 1e-13, absolute: 0)) == nil
    )
  }
}
