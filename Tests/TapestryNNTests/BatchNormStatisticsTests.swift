import TapestryCore
import TapestryNN
import Testing

@Suite struct BatchNormStatisticsTests {
  @Test func statisticsAreMeansOverTheBatches() throws {
    let model = withSeed(1) {
      Sequential {
        Linear(3, 4, dtype: .float64)
        BatchNorm1d(4, momentum: 0.3, dtype: .float64)
        Dropout(0.5)
      }
    }
    let layer = try #require(model.modules().compactMap { $0 as? BatchNorm1d }.first)
    let dropout = try #require(model.modules().compactMap { $0 as? Dropout }.first)
    let batches = (0..<3).map { seed in
      withSeed(UInt64(10 + seed)) { Tensor.randn([8, 3], dtype: .float64) }
    }
    _ = model(batches[0] * 100)
    dropout.isTraining = false
    model.updateBatchNormStatistics(over: batches)

    let linear = try #require(model.modules().compactMap { $0 as? Linear }.first)
    let outputs = noGrad { batches.map { linear($0) } }
    let mean = outputs.map { $0.mean(axes: [0]) }.reduce(Tensor.zeros([4], dtype: .float64), +) / 3
    let found = try #require(layer.runningMean)
    #expect((found - mean).abs().max().item() < 1e-12)
    #expect(layer.numBatchesTracked?.item() == 3)
    #expect(layer.momentum == 0.3)
    #expect(layer.isTraining && model.isTraining && !dropout.isTraining)
    #expect(model.parameters().allSatisfy { $0.grad == nil })
  }

  @Test func aModelWithoutBatchNormIsNotRun() {
    let model = Sequential { Linear(3, 4) }
    // Of a shape that the model would refuse.
    model.updateBatchNormStatistics(over: [Tensor.zeros([2, 5])])
    #expect(model.isTraining)
  }
}
