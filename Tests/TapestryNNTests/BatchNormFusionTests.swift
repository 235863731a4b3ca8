import TapestryCore
import TapestryNN
import Testing

@Suite struct BatchNormFusionTests {
  private func settled<Norm: BatchNorm>(_ norm: Norm) -> Norm {
    withSeed(2) {
      for (name, value) in norm.stateDict().sorted(by: { $0.key < $1.key })
      where value.dtype == .float64 {
        value.copy(from: Tensor.rand(value.shape, dtype: .float64) + (name == "bias" ? -0.5 : 0.5))
      }
    }
    return norm.eval()
  }

  private func isClose(_ a: Tensor, _ b: Tensor) -> Bool {
    a.shape == b.shape && (a - b).abs().max().item() < 1e-12
  }

  @Test func convolutionsOfOneToThreeAxes() {
    withSeed(1) {
      let line = Conv1d(2, 3, kernelSize: 3, stride: 2, padding: 1, dtype: .float64).eval()
      let lineNorm = settled(BatchNorm1d(3, dtype: .float64))
      let signal = Tensor.randn([2, 2, 7], dtype: .float64)
      #expect(isClose(line.fused(with: lineNorm)(signal), lineNorm(line(signal))))

      let plane = Conv2d(
        4, 6, kernelSize: [3, 1], padding: .same, dilation: 2, groups: 2, bias: false,
        paddingMode: .reflect, dtype: .float64
      ).eval()
      let planeNorm = settled(BatchNorm2d(6, epsilon: 0.1, affine: false, dtype: .float64))
      let image = Tensor.randn([2, 4, 5, 6], dtype: .float64)
      #expect(isClose(plane.fused(with: planeNorm)(image), planeNorm(plane(image))))

      let space = Conv3d(1, 2, kernelSize: 2, dtype: .float64).eval()
      let spaceNorm = settled(BatchNorm3d(2, bias: false, dtype: .float64))
      let volume = Tensor.randn([1, 1, 3, 4, 3], dtype: .float64)
      #expect(isClose(space.fused(with: spaceNorm)(volume), spaceNorm(space(volume))))
    }
  }

  @Test func aLinearLayer() {
    withSeed(1) {
      let layer = Linear(3, 4, dtype: .float64).eval()
      let norm = settled(BatchNorm1d(4, dtype: .float64))
      let x = Tensor.randn([5, 3], dtype: .float64)
      #expect(isClose(layer.fused(with: norm)(x), norm(layer(x))))
    }
  }

  @Test func theOriginalsStayAsTheyWere() {
    let layer = Conv1d(2, 3, kernelSize: 1, dtype: .float64).eval()
    layer.freeze()
    let before = layer.weight.array(as: Double.self)
    let fused = layer.fused(with: settled(BatchNorm1d(3, dtype: .float64)))
    #expect(layer.weight.array(as: Double.self) == before)
    #expect(fused.weight.array(as: Double.self) != before)
    #expect(!fused.isTraining && fused.parameters().allSatisfy { !$0.requiresGrad && $0.isLeaf })
  }

  @Test func mistakes() async {
    let training = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Conv2d(1, 2, kernelSize: 1).eval()
        .fused(with: BatchNorm2d(2), file: "App/net.swift", line: 4)
    }
    #expect(
      String(decoding: training?.standardErrorContent ?? [], as: UTF8.self)
        == "Conv2d.fused: both layers must be in evaluation mode: call eval() (App/net.swift:4)\n")
    await #expect(processExitsWith: .failure) {
      _ = Conv2d(1, 2, kernelSize: 1).fused(with: BatchNorm2d(2).eval())
    }
    await #expect(processExitsWith: .failure) {
      _ = Conv2d(1, 2, kernelSize: 1).eval().fused(with: BatchNorm2d(3).eval())
    }
    await #expect(processExitsWith: .failure) {
      _ = Conv2d(1, 2, kernelSize: 1).eval().fused(with: BatchNorm1d(2).eval())
    }
    await #expect(processExitsWith: .failure) {
      _ = Conv2d(1, 2, kernelSize: 1).eval()
        .fused(with: BatchNorm2d(2, trackRunningStats: false).eval())
    }
    await #expect(processExitsWith: .failure) {
      _ = Linear(out: 2).eval().fused(with: BatchNorm1d(2).eval())
    }
  }
}
