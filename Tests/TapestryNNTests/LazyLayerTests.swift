import TapestryCore
import TapestryNN
import Testing

/// A layer of a user's own that takes its size from the first input.
private final class Scale: Module, LazyLayer {
  let factorSlot = TensorSlot<Parameter>("factor", [nil])

  override init() {
    super.init()
    inferSizes()
  }

  func forward(_ x: Tensor) -> Tensor { x * factorSlot.value }
  func inferredSize(from x: Tensor) -> Int { x.shape[x.rank - 1] }
  func makeParameters(inferredSize: Int) { factorSlot.value = Parameter(.ones([inferredSize])) }
}

@Suite struct LazyLayerTests {
  private func network() -> Sequential {
    Sequential {
      Conv2d(out: 4, kernelSize: 3, groups: 2)
      BatchNorm2d()
      ReLU()
      Flatten()
      Linear(out: 3)
    }
  }

  @Test func theFirstBatchTellsTheSizes() {
    let model = network()
    #expect(model.hasPendingSizes)
    #expect(model[0].description.hasPrefix("Conv2d(out: 4,"))
    #expect(model[4].description == "Linear(out: 3)")
    let y = model(Tensor.ones([2, 6, 4, 4]))
    #expect(y.shape == [2, 3])
    #expect(!model.hasPendingSizes)
    #expect(
      model.namedParameters().map { "\($0.name) \($0.parameter.shape)" } == [
        "0.weight [4, 3, 3, 3]", "0.bias [4]", "1.weight [4]", "1.bias [4]", "4.weight [3, 16]",
        "4.bias [3]",
      ])
    #expect(model[4].description == "Linear(16, 3)")
    #expect(model[0].description.hasPrefix("Conv2d(6, 4,"))
  }

  @Test func parametersStartAsIfSizesHadBeenGiven() {
    let lazy = withSeed(3) {
      let layer = Linear(out: 4)
      _ = layer(Tensor.ones([1, 5]))
      return layer
    }
    let given = withSeed(3) { Linear(5, 4) }
    for (a, b) in zip(lazy.parameters(), given.parameters()) {
      #expect(a.array(as: Float.self) == b.array(as: Float.self))
      #expect(a.requiresGrad && a.isLeaf)
    }
  }

  @Test func gradientsFlowFromTheFirstBatchOn() {
    let model = network()
    model(Tensor.ones([2, 2, 3, 3])).sum().backward()
    #expect(model.parameters().allSatisfy { $0.grad != nil })
  }

  @Test func theDTypeIsTheLayersNotTheInputs() {
    let layer = BatchNorm1d(dtype: .float64)
    _ = layer(Tensor.ones([2, 3], dtype: .float64))
    #expect(layer.weight?.dtype == .float64 && layer.runningVar?.dtype == .float64)
  }

  @Test func everyLayerThatCanDoesInferItsSize() {
    let cases: [(any Layer, Shape)] = [
      (Linear(out: 2), [3]), (Conv1d(out: 2, kernelSize: 1), [3, 4]),
      (Conv2d(out: 2, kernelSize: 1), [1, 3, 4, 4]), (Conv3d(out: 2, kernelSize: 1), [3, 2, 2, 2]),
      (ConvTranspose1d(out: 2, kernelSize: 2), [1, 3, 4]),
      (ConvTranspose2d(out: 2, kernelSize: 2), [3, 4, 4]),
      (ConvTranspose3d(out: 2, kernelSize: 2), [1, 3, 2, 2, 2]), (BatchNorm1d(), [2, 3]),
      (BatchNorm2d(), [2, 3, 2, 2]), (BatchNorm3d(), [2, 3, 2, 2, 2]),
      (InstanceNorm1d(affine: true), [3, 4]), (InstanceNorm2d(affine: true), [1, 3, 4, 4]),
      (InstanceNorm3d(trackRunningStats: true), [1, 3, 2, 2, 2]), (Scale(), [2, 3]),
    ]
    for (layer, shape) in cases {
      #expect(layer.hasPendingSizes, "\(layer)")
      _ = layer(Tensor.ones(shape))
      #expect(!layer.hasPendingSizes, "\(layer)")
      #expect((layer.parameters() as [Tensor] + layer.buffers()).contains { $0.shape.contains(3) })
    }
  }

  @Test func nothingIsInferredWhereNothingIsMissing() {
    #expect(!InstanceNorm2d().hasPendingSizes)
    #expect(!BatchNorm2d(affine: false, trackRunningStats: false).hasPendingSizes)
  }

  @Test func aStateDictTellsTheSizesToo() throws {
    let source = network()
    _ = source(Tensor.ones([2, 2, 4, 4]))
    let model = network()
    try model.load(source.stateDict())
    #expect(!model.hasPendingSizes)
    let x = Tensor.randn([1, 2, 4, 4])
    #expect(
      model.eval()(x).array(as: Float.self) == source.eval()(x).array(as: Float.self))
    #expect(model.parameters().allSatisfy { $0.requiresGrad && $0.isLeaf })
  }

  @Test func aStateDictThatDoesNotFitChangesNothing() throws {
    let model = Sequential {
      Linear(out: 3)
      Linear(out: 2)
    }
    let state = [
      "0.weight": Tensor.ones([3, 5]), "0.bias": .ones([4]), "1.weight": .ones([7, 3]),
      "1.bias": .ones([2]),
    ]
    let error = #expect(throws: StateDictMismatch.self) { try model.load(state) }
    #expect(
      error?.misshaped.map { "\($0.name) \($0.found) \($0.needed)" } == [
        "0.bias [4] [3]", "1.weight [7, 3] [2, -1]",
      ])
    #expect(error?.missing == ["1.bias"])
    #expect(model[0].hasPendingSizes && model[1].hasPendingSizes)
  }

  @Test func withoutStrictnessTheRestKeepsWaiting() throws {
    let model = Sequential {
      Linear(out: 3)
      Linear(out: 2)
    }
    let result = try model.load(
      ["0.weight": .ones([3, 5]), "1.bias": .ones([2])], strict: false)
    #expect(result.missing == ["0.bias", "1.weight", "1.bias"])
    #expect(result.unexpected.isEmpty)
    #expect(!model[0].hasPendingSizes && model[1].hasPendingSizes)
    #expect(model(Tensor.ones([1, 5])).shape == [1, 2])
  }

  @Test func hooksSeeTheFirstCallAndNothingIsLeftBehind() {
    let layer = Linear(out: 2)
    var calls = 0
    let handle = layer.registerForwardPreHook { _, x in
      calls += 1
      return x.unsqueezed(0)
    }
    #expect(layer(Tensor.ones([3])).shape == [1, 2])
    #expect(layer.weight.shape == [2, 3])
    handle.remove()
    #expect(layer(Tensor.ones([3])).shape == [2])
    #expect(calls == 1)
  }

  private func line(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  @Test func parametersBeforeTheFirstBatchAreAMistakeThatSaysSo() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let model = Sequential { Linear(out: 3) }
      _ = model.parameters(file: "App/train.swift", line: 7)
    }
    #expect(
      line(result) == """
        parameters: the shape [3, ?] of 0.weight is not known before the first input: run one batch, \
        or summary(input:), or load a state dict first (App/train.swift:7)

        """)
    let other = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Conv2d(out: 3, kernelSize: 2).stateDict(file: "App/train.swift", line: 8)
    }
    #expect(line(other).hasPrefix("stateDict: the shape [3, ?, 2, 2] of weight is not known"))
    await #expect(processExitsWith: .failure) { _ = BatchNorm2d().buffers() }
    await #expect(processExitsWith: .failure) { _ = Linear(out: 3).weight }
  }

  @Test func anInputThatCannotTellTheSizeIsAMistake() async {
    await #expect(processExitsWith: .failure) { _ = Linear(out: 3)(Tensor(2)) }
    await #expect(processExitsWith: .failure) {
      _ = Conv2d(out: 3, kernelSize: 1)(Tensor.ones([2, 2]))
    }
    await #expect(processExitsWith: .failure) {
      _ = Conv1d(out: 4, kernelSize: 1, groups: 2)(Tensor.ones([3, 2]))
    }
  }
}
