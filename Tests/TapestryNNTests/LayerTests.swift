import TapestryCore
import TapestryNN
import Testing

@Suite struct LayerTests {
  @Test func linearIsAnAffineMapOverTheLastAxis() throws {
    let layer = Linear(2, 3)
    try layer.load([
      "weight": Tensor([[1, 2], [3, 4], [5, 6]]), "bias": Tensor([10, 20, 30]),
    ])
    #expect(layer(Tensor([1, 1])).array(as: Float.self) == [13, 27, 41])
    let batch = layer(Tensor([[[1, 1]], [[0, 1]]]))
    #expect(batch.shape == [2, 1, 3])
    #expect(batch.array(as: Float.self) == [13, 27, 41, 12, 24, 36])
  }

  @Test func linearStartsWithinPyTorchsBounds() {
    withSeed(3) {
      let layer = Linear(100, 300)
      for parameter in layer.parameters() {
        let values = parameter.array(as: Double.self)
        #expect(values.allSatisfy { abs($0) <= 0.1 })
        let variance = values.map { $0 * $0 }.reduce(0, +) / Double(values.count)
        // A uniform distribution over ±b has the variance b²/3.
        #expect(abs(variance - 0.01 / 3) < 0.01 / 3 * 0.15)
      }
    }
  }

  @Test func initialValuesFollowTheSeed() {
    let make = { (seed: UInt64) in withSeed(seed) { Linear(4, 4).weight.array(as: Float.self) } }
    #expect(make(1) == make(1))
    #expect(make(1) != make(2))
  }

  @Test func linearTakesFloat64() {
    let layer = Linear(2, 2, dtype: .float64)
    #expect(layer(Tensor.ones([1, 2], dtype: .float64)).dtype == .float64)
  }

  @Test func flattenKeepsTheBatchByDefault() {
    #expect(Flatten()(Tensor.zeros([2, 3, 4])).shape == [2, 12])
    #expect(Flatten(from: 0, to: 1)(Tensor.zeros([2, 3, 4])).shape == [6, 4])
  }

  @Test func dropoutScalesWhatStaysAndRestsInEvaluation() {
    let layer = Dropout(0.25)
    let x = Tensor.ones([100_000])
    let drop = { (seed: UInt64) in withSeed(seed) { layer(x).array(as: Float.self) } }
    let values = drop(5)
    let zeros = values.filter { $0 == 0 }.count
    // Five standard deviations of a binomial distribution.
    #expect(abs(Double(zeros) - 25_000) < 5 * (100_000 * 0.25 * 0.75).squareRoot())
    #expect(values.allSatisfy { $0 == 0 || abs($0 - 4.0 / 3) < 1e-6 })
    #expect(drop(5) == values)
    #expect(drop(6) != values)
    layer.eval()
    #expect(layer(x) === x)
  }

  @Test func dropoutsGradientHasTheSameHoles() {
    let x = Parameter(Tensor.ones([1000]))
    let y = Dropout(0.5)(x)
    y.sum().backward()
    #expect(x.grad?.array(as: Float.self) == y.array(as: Float.self))
  }

  @Test func activationsAreTheTensorFunctions() {
    let x = Tensor([[-1.5, 0, 2.5]])
    let pairs: [(any Layer, Tensor)] = [
      (ReLU(), x.relu()), (Sigmoid(), x.sigmoid()), (Tanh(), x.tanh()), (SiLU(), x.silu()),
      (Softplus(), x.softplus()), (GELU(), x.gelu()),
      (GELU(approximate: .tanh), x.gelu(approximate: .tanh)), (Softmax(), x.softmax(axis: -1)),
      (Softmax(axis: 0), x.softmax(axis: 0)), (LogSoftmax(axis: 1), x.logSoftmax(axis: 1)),
      (Identity(), x),
    ]
    for (layer, expected) in pairs {
      #expect(layer(x).array(as: Float.self) == expected.array(as: Float.self), "\(layer)")
    }
  }

  @Test func aWrongSizeStopsTheProgram() async {
    await #expect(processExitsWith: .failure) { _ = Linear(3, 2)(Tensor.zeros([1, 4])) }
    await #expect(processExitsWith: .failure) { _ = Linear(-1, 2) }
    await #expect(processExitsWith: .failure) { _ = Dropout(1.5) }
  }
}
