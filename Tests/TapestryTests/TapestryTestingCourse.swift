import Tapestry
import TapestryTesting
import Testing

@Suite struct TapestryTestingCourse {
  @Test func gradientsAndValues() throws {
    // shown
    func softened(_ x: Tensor) -> Tensor { (x * x + 1).log() }

    try gradCheck(softened, input: Tensor.randn([3, 4], dtype: .float64), order: 2)
    try assertClose(softened(Tensor([0, 1])), Tensor([0, 0.6931472]))
    // end
    #expect(throws: TensorDifference.self) {
      try assertClose(softened(Tensor([0, 1])), Tensor([0, 0.7]))
    }
  }
}
