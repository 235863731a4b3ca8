import TapestryCore
import TapestryOptim
import Testing

@Suite struct OptimizerTests {
  private func parameter(_ shape: Shape, _ value: Double = 1, dtype: DType = .float32) -> Parameter
  {
    Parameter(Tensor.full(shape, value, dtype: dtype))
  }

  @Test func parametersWithoutAGradientStay() {
    let (moved, still) = (parameter([2]), parameter([2]))
    let optimizer = Adam([moved, still], learningRate: 0.1)
    moved.sum().backward()
    optimizer.step()
    #expect(still.array(as: Float.self) == [1, 1])
    #expect(moved.array(as: Float.self)[0] < 1)
    optimizer.zeroGrad()
    #expect(moved.grad == nil)
    let before = moved.array(as: Float.self)
    optimizer.step()
    #expect(moved.array(as: Float.self) == before)
  }

  @Test func groupsHaveTheirOwnOptions() {
    let (a, b) = (parameter([1]), parameter([1]))
    let optimizer = SGD([a], learningRate: 0.5)
    optimizer.addGroup([b]) { $0.learningRate = 0.25 }
    #expect(optimizer.learningRates == [0.5, 0.25])
    (a + b).sum().backward()
    optimizer.step()
    #expect(a.item() == 0.5 && b.item() == 0.75)
    optimizer.groups[1].learningRate = 1
    optimizer.step()
    #expect(a.item() == 0 && b.item() == -0.25)
    optimizer.learningRate = 0.125
    #expect(optimizer.learningRates == [0.125, 0.125])
    #expect(optimizer.parameters.count == 2)
  }

  @Test func mixedSizesAndDtypesStepAsTheyWouldAlone() {
    // Sizes around the boundaries at which the long run is cut.
    let shapes: [(Shape, DType)] = [
      ([3], .float32), ([8192], .float32), ([0], .float32), ([8191], .float64), ([], .float32),
      ([130, 129], .float32), ([40_001], .float64),
    ]
    let make = { (index: Int) in
      withSeed(UInt64(index)) { Parameter(Tensor.randn(shapes[index].0, dtype: shapes[index].1)) }
    }
    let gradient = { (index: Int) in
      withSeed(UInt64(100 + index)) { Tensor.randn(shapes[index].0, dtype: shapes[index].1) }
    }
    let together = shapes.indices.map(make)
    let optimizer = AdamW(together, learningRate: 0.1, amsgrad: true)
    for step in 1...3 {
      for index in shapes.indices { together[index].grad = gradient(index) * Double(step) }
      optimizer.step()
    }
    for index in shapes.indices {
      let alone = make(index)
      let optimizer = AdamW([alone], learningRate: 0.1, amsgrad: true)
      for step in 1...3 {
        alone.grad = gradient(index) * Double(step)
        optimizer.step()
      }
      #expect(
        alone.array(as: Double.self) == together[index].array(as: Double.self), "\(shapes[index])")
      #expect(
        alone.count == 0 || alone.array(as: Double.self) != make(index).array(as: Double.self))
    }
  }

  @Test func stridedParametersAndGradientsStepAsContiguousOnes() {
    let values = withSeed(1) { Tensor.randn([5, 7]) }
    let gradient = withSeed(2) { Tensor.randn([7, 5]) }
    let plain = Parameter(values.transposed().clone())
    let strided = Parameter(values.clone().transposed())
    #expect(!strided.isContiguous)
    for (parameter, gradient) in [
      (plain, gradient), (strided, gradient.transposed().clone().transposed()),
    ] {
      let optimizer = SGD([parameter], learningRate: 0.1, momentum: 0.9)
      for _ in 0..<2 {
        parameter.grad = gradient
        optimizer.step()
      }
    }
    #expect(strided.array(as: Float.self) == plain.array(as: Float.self))
    #expect(plain.array(as: Float.self) != values.transposed().array(as: Float.self))
  }

  @Test func resultsDoNotDependOnTheNumberOfThreads() {
    let threads = Threads.count
    defer { Threads.setCount(threads) }
    let run = { (count: Int) in
      Threads.setCount(count)
      let x = withSeed(3) { Parameter(Tensor.randn([100_003])) }
      let optimizer = Adam([x])
      (x * x).sum().backward()
      optimizer.step()
      return x.array(as: Float.self)
    }
    let one = run(1)
    #expect(one == run(4))
  }

  @Test func aStepIsNotRecorded() {
    let x = parameter([2])
    x.sum().backward()
    SGD([x], learningRate: 0.5, momentum: 0.5).step()
    #expect(x.isLeaf && x.requiresGrad)
  }

  @Test func aStepIsSeenByABackwardPassThatSavedTheParameter() async {
    await #expect(processExitsWith: .failure) {
      let x = Parameter(Tensor.ones([2]))
      let loss = (x * x).sum()
      x.grad = Tensor.ones([2])
      SGD([x], learningRate: 0.5).step()
      loss.backward()
    }
  }

  @Test func mistakesStopTheProgram() async {
    await #expect(processExitsWith: .failure) { _ = Adam([]) }
    await #expect(processExitsWith: .failure) {
      let x = Parameter(Tensor.ones([2]))
      _ = Adam([x, x])
    }
    await #expect(processExitsWith: .failure) {
      let x = Parameter(Tensor.ones([2]))
      Adam([x]).addGroup([x])
    }
    await #expect(processExitsWith: .failure) {
      _ = Adam([Parameter(Tensor.ones([2]))], learningRate: -1)
    }
    await #expect(processExitsWith: .failure) {
      _ = Adam([Parameter(Tensor.ones([2]))], betas: (0.9, 1))
    }
    await #expect(processExitsWith: .failure) {
      SGD([Parameter(Tensor.ones([2]))]).learningRate = .nan
    }
  }
}

/// An optimizer as users write it.
private final class SignDescent: GroupedOptimizer<SignDescent.Options> {
  struct Options: OptimizerOptions {
    var learningRate = 0.5
    static var settings: [OptimizerSetting<Options>] { [.number("lr", \.learningRate)] }
    static var state: [OptimizerStateEntry] { [.tensor("last", isOptional: true)] }
    var problem: String? { nil }
  }

  override func update(_ updates: [ParameterUpdate<Options>]) {
    for update in updates {
      update.descend(by: update.gradient.sign() * update.options.learningRate)
      update.state["last"] = update.gradient
    }
  }
}

@Suite struct CustomOptimizerTests {
  @Test func aSubclassWritesItsRuleAlone() throws {
    let x = Parameter(Tensor([1, -1]))
    let optimizer = SignDescent([x], options: .init())
    (x * x).sum().backward()
    optimizer.step()
    #expect(x.array(as: Float.self) == [0.5, -0.5])
    let state = optimizer.stateDict()
    #expect(state["state.0.last"]?.array(as: Float.self) == [2, -2])
    try SignDescent([x], options: .init()).load(state)
  }
}
