import TapestryCore
import TapestryNN
import TapestryOptim
import Testing

@Suite struct OptimizerStateTests {
  private static func make(_ name: String, _ parameters: [Parameter]) -> Optimizer {
    switch name {
    case "sgd": SGD(parameters, learningRate: 0.1, momentum: 0.9, dampening: 0.5)
    case "adam": Adam(parameters, learningRate: 0.01, amsgrad: true)
    default: AdamW(parameters, learningRate: 0.01)
    }
  }

  private func train(_ model: Linear, _ optimizer: Optimizer, steps: Int) {
    for step in 0..<steps {
      optimizer.zeroGrad()
      model(Tensor([[1, 2, Double(step)]], dtype: .float32)).square().sum().backward()
      optimizer.step()
    }
  }

  @Test(arguments: ["sgd", "adam", "adamw"])
  func trainingGoesOnFromASavedState(name: String) throws {
    let model = withSeed(1) { Linear(3, 2) }
    let optimizer = Self.make(name, model.parameters())
    train(model, optimizer, steps: 3)
    let weights = model.stateDict().mapValues { $0.clone() }
    let state = optimizer.stateDict()
    train(model, optimizer, steps: 4)

    let resumed = Linear(3, 2)
    try resumed.load(weights)
    let second = Self.make(name, resumed.parameters())
    second.learningRate = 7
    try second.load(state)
    #expect(second.learningRate == optimizer.learningRate)
    train(resumed, second, steps: 4)
    #expect(resumed.weight.array(as: Float.self) == model.weight.array(as: Float.self))

    // Without its memory the optimizer would have gone elsewhere.
    let forgetful = Linear(3, 2)
    try forgetful.load(weights)
    train(forgetful, Self.make(name, forgetful.parameters()), steps: 4)
    #expect(forgetful.weight.array(as: Float.self) != model.weight.array(as: Float.self))
  }

  private func steppedAdam() -> (optimizer: Adam, model: Linear) {
    let model = withSeed(2) { Linear(2, 1) }
    let optimizer = Adam(model.parameters(), learningRate: 0.5, amsgrad: true)
    model(Tensor.ones([1, 2])).sum().backward()
    optimizer.step()
    return (optimizer, model)
  }

  @Test func namesArePyTorchs() {
    let state = steppedAdam().optimizer.stateDict()
    #expect(
      state.keys.sorted() == [
        "param_groups.0.amsgrad", "param_groups.0.betas", "param_groups.0.decoupled_weight_decay",
        "param_groups.0.eps", "param_groups.0.lr",
        "param_groups.0.maximize", "param_groups.0.params", "param_groups.0.weight_decay",
        "state.0.exp_avg", "state.0.exp_avg_sq", "state.0.max_exp_avg_sq", "state.0.step",
        "state.1.exp_avg", "state.1.exp_avg_sq", "state.1.max_exp_avg_sq", "state.1.step",
      ])
    #expect(state["param_groups.0.lr"]?.item() == 0.5)
    #expect(state["param_groups.0.params"]?.array(as: Int.self) == [0, 1])
    #expect(state["param_groups.0.betas"]?.array(as: Double.self) == [0.9, 0.999])
    #expect(state["state.1.step"]?.item() == 1)
  }

  @Test func aParameterThatNeverMovedHasNoState() throws {
    let (used, unused) = (Parameter(Tensor.ones([1])), Parameter(Tensor.ones([2])))
    let optimizer = Adam([used])
    optimizer.addGroup([unused]) { $0.learningRate = 0.25 }
    used.sum().backward()
    optimizer.step()
    let state = optimizer.stateDict()
    #expect(state["state.1.step"] == nil)
    #expect(state["param_groups.1.params"]?.array(as: Int.self) == [1])
    try optimizer.load(state)
    #expect(optimizer.learningRates == [1e-3, 0.25])
  }

  @Test(
    arguments: [
      ("state.0.exp_avg", nil, "state.0.exp_avg is missing"),
      ("param_groups.0.lr", nil, "param_groups.0.lr is missing"),
      ("param_groups.0.lr", [2], "param_groups.0.lr has shape [2]"),
      ("param_groups.0.lr", [-1], "group 0: learningRate is -1.0 but cannot be negative"),
      (
        "param_groups.0.params", [3],
        "group 0 was saved with 3 parameters in another order or number; it has 2 here"
      ),
      ("state.1.exp_avg_sq", [4], "state.1.exp_avg_sq has shape [4]; the parameter has [1]"),
      ("state.1.step", [2], "state.1.step is no number of steps"),
      ("state.7.exp_avg", [1], "state.7.exp_avg is not part of this state"),
    ] as [(String, [Int]?, String)])
  func aStateOfAnotherOptimizerIsRefused(name: String, shape: [Int]?, reason: String) {
    let (optimizer, model) = steppedAdam()
    var state = optimizer.stateDict()
    state["param_groups.0.eps"] = Tensor(0.5)
    state[name] = shape.map { $0 == [-1] ? Tensor(-1) : Tensor.zeros(Shape($0)) }
    let error = #expect(throws: OptimizerStateError.self) { try optimizer.load(state) }
    #expect(error?.description == "state dict for Adam: \(reason)")
    #expect(optimizer.groups[0].epsilon == 1e-8)
    #expect(model.weight.count == 2)
  }

  @Test func statesAreCastToTheParametersDtype() throws {
    let state = steppedAdam().optimizer.stateDict()
    let model = Linear(2, 1, dtype: .float64)
    let optimizer = Adam(model.parameters())
    try optimizer.load(state)
    #expect(optimizer.stateDict()["state.0.exp_avg"]?.dtype == .float64)
  }
}
