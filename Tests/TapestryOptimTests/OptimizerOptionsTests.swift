import TapestryCore
import TapestryOptim
import Testing

@Suite struct OptimizerOptionsTests {
  private static var one: [Parameter] { [Parameter(Tensor.zeros([1, 1]))] }

  @Test func optionsOutOfRangeStopTheProgram() async {
    await #expect(processExitsWith: .failure) { _ = SGD(Self.one, momentum: -0.5) }
    await #expect(processExitsWith: .failure) { _ = SGD(Self.one, weightDecay: .nan) }
    await #expect(processExitsWith: .failure) { _ = AdamW(Self.one, weightDecay: -1) }
    await #expect(processExitsWith: .failure) { _ = Adamax(Self.one, betas: (0, 1)) }
    await #expect(processExitsWith: .failure) { _ = NAdam(Self.one, momentumDecay: -0.2) }
    await #expect(processExitsWith: .failure) { _ = RAdam(Self.one, epsilon: -1) }
    await #expect(processExitsWith: .failure) { _ = Adagrad(Self.one, learningRateDecay: -0.5) }
    await #expect(processExitsWith: .failure) {
      _ = Adagrad(Self.one, initialAccumulatorValue: -1)
    }
    await #expect(processExitsWith: .failure) { _ = Adadelta(Self.one, rho: 1.1) }
    await #expect(processExitsWith: .failure) { _ = Adafactor(Self.one, beta2Decay: 0.8) }
    await #expect(processExitsWith: .failure) { _ = Adafactor(Self.one, epsilon: (-1e-30, 1)) }
    await #expect(processExitsWith: .failure) { _ = Adafactor(Self.one, clippingThreshold: 0) }
    await #expect(processExitsWith: .failure) { _ = RMSprop(Self.one, momentum: -1) }
    await #expect(processExitsWith: .failure) { _ = Rprop(Self.one, etas: (1, 0.5)) }
    await #expect(processExitsWith: .failure) { _ = ASGD(Self.one, weightDecay: -0.5) }
    await #expect(processExitsWith: .failure) { _ = Lion(Self.one, betas: (0.9, 1)) }
    await #expect(processExitsWith: .failure) { _ = Muon(Self.one, nsSteps: 100) }
    await #expect(processExitsWith: .failure) { _ = LBFGS(Self.one, historySize: 0) }
  }

  @Test func muonTakesMatricesOnly() async {
    await #expect(processExitsWith: .failure) { _ = Muon([Parameter(Tensor.zeros([2]))]) }
    await #expect(processExitsWith: .failure) {
      Muon(Self.one).addGroup([Parameter(Tensor.zeros([1, 1, 1]))])
    }
  }

  @Test func momentumIsTheFirstBetaOrTheMomentum() {
    let momentums = AnyOptimizer.names.compactMap { name in
      AnyOptimizer.make(name, [Self.one, Self.one]).momentums.map { (name, $0) }
    }
    #expect(
      Set(momentums.map(\.0)) == [
        "SGD", "Adam", "AdamW", "Adamax", "NAdam", "RAdam", "RMSprop", "Lion", "Muon",
      ])
    let adam = Adam(Self.one, betas: (0.5, 0.75))
    #expect(adam.momentums == [0.5])
    adam.momentums = [0.25]
    #expect(adam.groups[0].betas == (0.25, 0.75))
  }

  @Test func aMomentumThatIsNotThereCannotBeSet() async {
    await #expect(processExitsWith: .failure) { Adagrad(Self.one).momentums = [0.5] }
  }

  @Test func whatPyTorchSavesAboutHowStepsAreComputedIsLeftOut() throws {
    let optimizer = Adam(Self.one)
    var state = optimizer.stateDict()
    for name in ["foreach", "fused", "capturable", "differentiable", "initial_lr"] {
      state["param_groups.0.\(name)"] = Tensor(0.0)
    }
    try optimizer.load(state)
    state["param_groups.0.nesterov"] = Tensor(0.0)
    #expect(throws: OptimizerStateError.self) { try optimizer.load(state) }
  }

  @Test func aStateOfAnotherShapeIsRefused() throws {
    let x = Parameter(Tensor.ones([3, 2]))
    let optimizer = Adafactor([x])
    x.sum().backward()
    optimizer.step()
    var state = optimizer.stateDict()
    #expect(
      state["state.0.row_var"]?.shape == [3, 1] && state["state.0.col_var"]?.shape == [1, 2])
    state["state.0.col_var"] = Tensor.zeros([1, 3])
    let error = #expect(throws: OptimizerStateError.self) { try optimizer.load(state) }
    #expect(
      error?.description
        == "state dict for Adafactor: state.0.col_var has shape [1, 3]; the parameter has [3, 2]")
  }

  @Test func aSettingThatIsNoChoiceIsRefused() {
    let optimizer = Muon(Self.one)
    var state = optimizer.stateDict()
    state["param_groups.0.adjust_lr_fn"] = Tensor(2)
    let error = #expect(throws: OptimizerStateError.self) { try optimizer.load(state) }
    #expect(
      error?.description
        == "state dict for Muon: param_groups.0.adjust_lr_fn cannot be [2.0]")
  }

  @Test func aMemoryOfAnotherSizeIsRefusedByLBFGS() throws {
    let x = Parameter(Tensor.ones([3]))
    let optimizer = LBFGS([x], maxIterations: 3)
    optimizer.step {
      optimizer.zeroGrad()
      let loss = (x.square() * Tensor([1, 2, 3])).sum()
      loss.backward()
      return loss
    }
    var state = optimizer.stateDict()
    #expect(state["state.0.n_iter"]?.item() == 2)
    state["state.0.d"] = Tensor.zeros([4])
    let error = #expect(throws: OptimizerStateError.self) { try optimizer.load(state) }
    #expect(
      error?.description == "state dict for LBFGS: state.0.d has shape [4]; it needs [3]")
  }

  @Test func gradientsOfPartsOfABatchAddUp() {
    let inputs = Wave.tensor([6, 3], seed: 1, .float64)
    let train = { (parts: Int) -> [Double] in
      let x = Parameter(Wave.tensor([3], seed: 2, .float64))
      let optimizer = AdamW([x], learningRate: 0.1)
      for _ in 0..<3 {
        optimizer.zeroGrad()
        let size = 6 / parts
        for part in 0..<parts {
          let loss = inputs[part * size..<(part + 1) * size].matmul(x).square().mean()
          (loss / Double(parts)).backward()
        }
        optimizer.step()
      }
      return x.array(as: Double.self)
    }
    #expect(zip(train(1), train(3)).allSatisfy { abs($0 - $1) < 1e-12 })
  }
}
