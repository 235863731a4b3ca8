import TapestryCore
import TapestryNN
import TapestryOptim
import Testing

/// Training from the same weights on the same batches as PyTorch.
@Suite struct AgreementTests {
  private static func make(_ name: String, _ p: [Parameter]) -> Optimizer {
    switch name {
    case "sgd": SGD(p, learningRate: 0.05)
    case "sgd_momentum":
      SGD(p, learningRate: 0.02, momentum: 0.9, dampening: 0.1, weightDecay: 1e-3)
    case "sgd_nesterov":
      SGD(p, learningRate: 0.02, momentum: 0.9, weightDecay: 1e-2, nesterov: true)
    case "sgd_maximize": SGD(p, learningRate: 1e-3, momentum: 0.5, maximize: true)
    case "adam": Adam(p, learningRate: 1e-2)
    case "adam_decay":
      Adam(p, learningRate: 1e-2, betas: (0.8, 0.99), epsilon: 1e-6, weightDecay: 1e-2)
    case "adam_amsgrad": Adam(p, learningRate: 1e-2, amsgrad: true)
    case "adam_maximize": Adam(p, learningRate: 1e-4, maximize: true)
    case "adam_short_memory": Adam(p, learningRate: 1e-2, betas: (0.3, 0.9))
    case "adamw": AdamW(p, learningRate: 1e-2, weightDecay: 0.05)
    case "adamw_amsgrad": AdamW(p, learningRate: 1e-2, amsgrad: true)
    default: fatalError("no optimizer for \(name)")
    }
  }

  private static func makeForDigits(_ name: String, _ p: [Parameter]) -> Optimizer {
    switch name {
    case "sgd_nesterov":
      SGD(p, learningRate: 0.001, momentum: 0.9, weightDecay: 1e-3, nesterov: true)
    case "adam": Adam(p)
    case "adamw": AdamW(p)
    default: fatalError("no optimizer for \(name)")
    }
  }

  private func largestDifference(_ found: [Double], _ expected: [Double], relative: Bool) -> Double
  {
    #expect(found.count == expected.count)
    return zip(found, expected).map { abs($0 - $1) / (relative ? abs($1) : 1) }.max() ?? .infinity
  }

  @Test(arguments: [DType.float32, .float64])
  func everyOptimizerFollowsPyTorchs(dtype: DType) throws {
    let golden = try Golden.read()
    #expect(golden.small.count == 11)
    for (name, runs) in golden.small {
      let expected = try #require(runs["\(dtype)"])
      let task = GoldenTask.small(dtype)
      let model = task.model()
      let optimizer = Self.make(name, model.parameters())
      let losses = task.train(model) { _ in optimizer.step() }
      let weights = model.parameters().flatMap { $0.array(as: Double.self) }
      let sampled = stride(from: 0, to: weights.count, by: 7).map { weights[$0] }
      let (relative, absolute) = dtype == .float64 ? (1e-8, 1e-8) : (2e-6, 5e-6)
      let lossDifference = largestDifference(losses, expected.losses, relative: true)
      #expect(lossDifference < relative, "\(name)")
      let weightDifference = largestDifference(sampled, expected.weights, relative: false)
      #expect(weightDifference < absolute, "\(name)")
    }
  }

  @Test(arguments: [DType.float32, .float64])
  func gradientsAreThoseOfPyTorch(dtype: DType) throws {
    let expected = try #require(try Golden.read().gradient["\(dtype)"])
    let task = GoldenTask.small(dtype)
    let model = task.model()
    var gradient: [Double] = []
    _ = task.train(model) { step in
      if step == 0 { gradient = model.parameters().flatMap { $0.grad!.array(as: Double.self) } }
    }
    let allowed = dtype == .float64 ? 1e-9 : 1e-7
    #expect(largestDifference(gradient, expected, relative: false) < allowed)
  }

  @Test func theDigitsNetworkFollowsPyTorchs() throws {
    let golden = try Golden.read()
    #expect(golden.digits.count == 3)
    for (name, expected) in golden.digits {
      let model = GoldenTask.digits.model()
      let optimizer = Self.makeForDigits(name, model.parameters())
      let losses = GoldenTask.digits.train(model) { _ in optimizer.step() }
      #expect(largestDifference(losses, expected, relative: true) < 1e-4, "\(name)")
    }
  }
}
