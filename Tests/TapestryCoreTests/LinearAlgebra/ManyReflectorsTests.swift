import TapestryCore
import Testing

/// Products of so many reflectors that they are taken in blocks, beside what they must be.
@Suite struct ManyReflectorsTests {
  /// The largest distance from an orthogonal Q, an upper triangular R and a product Q R that is the matrix.
  private func error(_ a: Tensor, _ mode: QRMode) -> Double {
    let (q, r) = a.qr(mode)
    let product = q.transposed(-1, -2).matmul(q)
    let unit = Tensor.eye(q.shape.last!, dtype: a.dtype)
    let differences = [product - unit, q.matmul(r) - a, r - r.triu()]
    return differences.map { $0.abs().max().item(as: Double.self) }.max()!
  }

  @Test(arguments: [
    [128, 128], [130, 130], [300, 200], [200, 300], [257, 129], [2, 150, 140],
  ])
  func factorsMultiplyToTheMatrix(shape: [Int]) {
    for (dtype, bound) in [(DType.float32, 2e-5), (.float64, 1e-13)] {
      let a = Tensor.randn(Shape(shape), dtype: dtype, generator: Generator(seed: 7))
      for mode in [QRMode.reduced, .complete] { #expect(error(a, mode) < bound) }
      #expect(error(a.transposed(-1, -2), .reduced) < bound)
    }
  }

  /// A reflector of scale 0 is the unit matrix: columns that are 0 below the diagonal have such.
  @Test func reflectorsOfScaleZero() {
    let a = Tensor.randn([160, 160], dtype: .float64, generator: Generator(seed: 3)).triu()
    #expect(error(a, .reduced) < 1e-13)
    #expect(error(Tensor.zeros([140, 130], dtype: .float64), .complete) < 1e-13)
  }

  @Test func fewerReflectorsThanColumns() {
    let a = Tensor.randn([220, 200], dtype: .float64, generator: Generator(seed: 5))
    let (packed, scales) = a.geqrf()
    let all = packed.householderProduct(scales)
    let some = packed.householderProduct(scales[..<150])
    // Later reflectors leave the first columns as they are.
    let difference = all.transposed(0, 1)[..<150] - some.transposed(0, 1)[..<150]
    #expect(difference.abs().max().item(as: Double.self) < 1e-13)
    let unit = some.transposed(0, 1).matmul(some)
    #expect((unit - Tensor.eye(200, dtype: .float64)).abs().max().item(as: Double.self) < 1e-13)
  }

  @Test func derivativeIsThatOfFewReflectors() {
    let a = Tensor.randn([150, 140], dtype: .float64, generator: Generator(seed: 9)).requiringGrad()
    let (q, r) = a.qr()
    let weights = Tensor.randn([150, 140], dtype: .float64, generator: Generator(seed: 2))
    ((q * weights).sum() + (r * r).sum()).backward()
    let direction = Tensor.randn([150, 140], dtype: .float64, generator: Generator(seed: 4))
    let step = 1e-6
    func value(_ shift: Double) -> Double {
      noGrad {
        let (q, r) = (a + direction * shift).qr()
        return ((q * weights).sum() + (r * r).sum()).item(as: Double.self)
      }
    }
    let numeric = (value(step) - value(-step)) / (2 * step)
    let analytic = (a.grad! * direction).sum().item(as: Double.self)
    #expect(abs(numeric - analytic) <= 1e-5 * max(1, abs(numeric)))
  }
}
