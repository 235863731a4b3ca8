import TapestryCore
import TapestryOptim
import Testing

/// That every optimizer finds a minimum: of a bowl, and of Rosenbrock's bent valley.
@Suite struct ConvergenceTests {
  private func train(_ optimizer: Optimizer, steps: Int, _ loss: () -> Tensor) -> Double {
    // Optimizers whose steps keep their size stay about the minimum unless the rate falls.
    let scheduler = LRScheduler(
      optimizer, LinearLR(startFactor: 1, endFactor: 0.01, totalSteps: steps))
    for _ in 0..<steps {
      optimizer.step {
        optimizer.zeroGrad()
        let value = loss()
        value.backward()
        return value
      }
      if !(optimizer is LBFGS) { scheduler.step() }
    }
    return noGrad(loss).item()
  }

  private static let rates = [
    "SGD": 0.05, "Adam": 0.05, "AdamW": 0.05, "Adamax": 0.05, "NAdam": 0.05, "RAdam": 0.05,
    "Adagrad": 0.5, "Adadelta": 60, "Adafactor": 0.05, "RMSprop": 0.005, "Rprop": 0.01,
    "ASGD": 0.05, "Lion": 0.01, "Muon": 0.02, "LBFGS": 1,
  ]

  @Test(arguments: AnyOptimizer.names) func aBowl(name: String) throws {
    let x = Parameter(Wave.tensor([3, 4], seed: 1, .float64))
    let target = Wave.tensor([3, 4], seed: 2, .float64)
    let scale = Wave.tensor([3, 4], seed: 3, .float64) + 2
    let optimizer = AnyOptimizer.make(name, [[x]])
    optimizer.learningRate = try #require(Self.rates[name])
    let loss = { ((x - target).square() * scale).sum() }
    let before = noGrad(loss).item()
    let after = train(optimizer, steps: name == "LBFGS" ? 5 : 600, loss)
    #expect(after < before * 1e-2, "\(before) to \(after)")
  }

  @Test(arguments: AnyOptimizer.names.filter { $0 != "Muon" })
  func rosenbrocksValley(name: String) throws {
    let x = Parameter(Tensor([-0.5, 0.8], dtype: .float64))
    let optimizer = AnyOptimizer.make(name, [[x]])
    let rates = [
      "SGD": 1e-3, "ASGD": 1e-3, "Adadelta": 5, "Lion": 4e-3, "Adafactor": 0.02, "RAdam": 4e-3,
    ]
    optimizer.learningRate = rates[name] ?? Self.rates[name]!
    let loss = {
      (1 - x[0]).square() + 100 * (x[1] - x[0].square()).square()
    }
    let before = noGrad(loss).item()
    let after = train(optimizer, steps: ["LBFGS": 20, "RAdam": 4000][name] ?? 1500, loss)
    #expect(after < before * 0.05, "\(before) to \(after)")
  }

  @Test func aStrongWolfeSearchFindsRosenbrocksMinimum() {
    let x = Parameter(Tensor([-1.2, 1], dtype: .float64))
    let optimizer = LBFGS([x], toleranceChange: 0, lineSearch: .strongWolfe)
    let after = train(optimizer, steps: 10) {
      (1 - x[0]).square() + 100 * (x[1] - x[0].square()).square()
    }
    #expect(after < 1e-15)
    #expect(abs(x[0].item() - 1) < 1e-6)
  }

  @Test func lbfgsNeedsAClosure() async {
    await #expect(processExitsWith: .failure) { LBFGS([Parameter(Tensor.ones([1]))]).step() }
  }
}
