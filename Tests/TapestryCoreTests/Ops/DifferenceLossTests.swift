import TapestryCore
import TapestryTesting
import Testing

/// Losses of differences are computed piece by piece: against what single operations give, for tensors of many pieces.
@Suite struct DifferenceLossTests {
  typealias Loss = @Sendable (Tensor, Tensor) -> Tensor

  static let losses: [(name: String, whole: Loss, parts: Loss)] = [
    ("mse", { mseLoss($0, $1, reduction: .none) }, { ($0 - $1).square() }),
    (
      "smoothL1", { smoothL1Loss($0, $1, beta: 0.5, reduction: .none) },
      {
        let d = ($0 - $1).abs()
        return Tensor.where(d .< 0.5, d.square(), d - 0.25)
      }
    ),
    (
      "huber", { huberLoss($0, $1, delta: 1.5, reduction: .none) },
      {
        let d = ($0 - $1).abs()
        return Tensor.where(d .< 1.5, d.square() * 0.5, d * 1.5 - 1.125)
      }
    ),
  ]

  @Test(arguments: losses.indices) func asManyOperations(index: Int) {
    let (name, whole, parts) = Self.losses[index]
    for (rows, columns) in [(1, 1), (3, 700), (40, 2049)] {
      let a = SampleInput.reals([rows, columns], in: -3...3, dtype: .float64).tensor
      let b = SampleInput.reals([columns, rows], in: -3...3, dtype: .float64).tensor.transposed()
      let dense = SampleInput.reals([rows, columns], in: 1...2, dtype: .float64).tensor
      let one = Tensor(scalar: 0.5, dtype: .float64).expanded(to: [rows, columns])
      for gradient in [dense, one] {
        let results = [whole, parts].map { loss in
          let (x, y) = (a.requiringGrad(), b.requiringGrad())
          let losses = loss(x, y)
          return [losses.detach()] + grad(of: losses, with: [x, y], gradient: gradient).map { $0! }
        }
        for (result, expected) in zip(results[0], results[1]) {
          #expect(difference(of: result, from: expected) == nil, "\(name) [\(rows), \(columns)]")
        }
      }
    }
  }
}
