import TapestryCore
import Testing

/// Softmax and its logarithm along axes before the last, beside what they give of the same elements brought side by side.
@Suite struct SoftmaxColumnsTests {
  private static let shapes: [(Shape, axis: Int)] = [
    ([70, 16], 0), ([3, 5, 20], 1), ([2, 130, 40], 1), ([9, 4, 600], 1), ([1, 33, 3, 17], 1),
    ([200, 7, 5], 0), ([2, 1, 64], 1),
  ]

  private func largest(_ a: Tensor, _ b: Tensor) -> Double {
    (a - b).abs().max().item(as: Double.self)
  }

  @Test(arguments: shapes.indices) func sameAsOfRows(index: Int) {
    let (shape, axis) = Self.shapes[index]
    for (dtype, bound) in [(DType.float32, 3e-6), (.float64, 1e-14)] {
      let x = Tensor.randn(shape, dtype: dtype, generator: Generator(seed: 3)) * 4
      let weights = Tensor.randn(shape, dtype: dtype, generator: Generator(seed: 4))
      for function in [
        { (x: Tensor, axis: Int) in x.softmax(axis: axis) }, { $0.logSoftmax(axis: $1) },
      ] {
        let columns = x.clone().requiringGrad()
        let y = function(columns, axis)
        (y * weights).sum().backward()
        // Rows: the axis is the last of contiguous elements.
        let rows = x.transposed(axis, -1).contiguous().requiringGrad()
        let z = function(rows, -1)
        (z * weights.transposed(axis, -1)).sum().backward()
        #expect(largest(y, z.transposed(axis, -1)) < bound * (1 + z.abs().max().item()))
        #expect(
          largest(columns.grad!, rows.grad!.transposed(axis, -1)) < bound * 20)
      }
    }
  }

  @Test func noNumbersStayInTheirColumn() {
    let x = Tensor.randn([40, 32], generator: Generator(seed: 1))
    x[3, 5] = Tensor(Float.nan)
    x[0..., 6] = Tensor(-Float.infinity)
    x[7, 8] = Tensor(Float.infinity)
    x[7, 9] = Tensor(-Float.infinity)
    let y = x.softmax(axis: 0)
    let expected = x.transposed(0, 1).contiguous().softmax(axis: 1).transposed(0, 1)
    for column in 0..<32 {
      let (a, b) = (
        y[0..., column].array(as: Float.self), expected[0..., column].array(as: Float.self)
      )
      #expect(zip(a, b).allSatisfy { $0.isNaN == $1.isNaN && ($0.isNaN || abs($0 - $1) < 1e-6) })
      #expect(a.contains { $0.isNaN } == [5, 6, 8].contains(column))
    }
    #expect(y[7, 9].item(as: Float.self) == 0)
  }

  @Test func noElements() {
    #expect(Tensor.zeros([0, 20]).softmax(axis: 0).shape == [0, 20])
    #expect(Tensor.zeros([3, 0, 20]).logSoftmax(axis: 1).shape == [3, 0, 20])
  }
}
