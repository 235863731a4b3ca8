import TapestryCore
import TapestryOptim
import Testing

/// What holds for every optimizer under every stored setting.
@Suite struct ContinuationTests {
  @Test(arguments: OptimizerCase.stored)
  func trainingGoesOnFromASavedState(stored: OptimizerCase) throws {
    let steps = stored.optimizer == "LBFGS" ? (1, 3) : (9, 20)
    let whole = stored.parameters(.float32)
    let first = try stored.make(whole)
    for number in 1...steps.0 { stored.step(first, whole, number: number) }
    let state = first.stateDict()
    let resumed = whole.map { Parameter($0.detach().clone()) }
    let forgetful = whole.map { Parameter($0.detach().clone()) }
    for number in steps.0 + 1...steps.1 { stored.step(first, whole, number: number) }

    let second = AnyOptimizer.make(
      stored.optimizer, stored.second == nil ? [resumed] : halves(resumed))
    try second.load(state)
    for number in steps.0 + 1...steps.1 { stored.step(second, resumed, number: number) }
    #expect(values(resumed) == values(whole))

    if OptimizerState.isKept(state) {
      let third = try stored.make(forgetful)
      for number in steps.0 + 1...steps.1 { stored.step(third, forgetful, number: number) }
      #expect(values(forgetful) != values(whole))
    }
  }

  @Test(arguments: OptimizerCase.stored)
  func resultsDoNotDependOnTheNumberOfThreads(stored: OptimizerCase) throws {
    let threads = Threads.count
    defer { Threads.setCount(threads) }
    let run = { (count: Int) throws -> [[Float]] in
      Threads.setCount(count)
      // Odd sizes, longer than a piece.
      let shapes: [Shape] =
        stored.optimizer == "Muon" ? [[170, 130], [33, 71]] : [[37, 1001], [12_345], []]
      let parameters = shapes.enumerated().map { Parameter(Wave.tensor($1, seed: $0, .float32)) }
      let optimizer = try stored.make(parameters)
      for number in 1...3 { stored.step(optimizer, parameters, number: number) }
      return values(parameters)
    }
    #expect(try run(1) == run(3))
  }

  @Test(arguments: AnyOptimizer.names.filter { $0 != "LBFGS" }, [DType.float16, .bfloat16])
  func halfPrecisionParametersStepInFloat32(name: String, dtype: DType) throws {
    // Adafactor's own epsilon is the dtype's.
    let stored = try #require(
      OptimizerCase.stored.first {
        $0.optimizer == name && (name != "Adafactor" || $0.settings["eps"] != nil)
      })
    let half = stored.parameters(dtype)
    let single = half.map { Parameter($0.detach().cast(to: .float32)) }
    let (narrow, wide) = (try stored.make(half), try stored.make(single))
    for (a, b) in zip(half, single) {
      let gradient = Wave.tensor(a.shape, seed: 5, dtype)
      (a.grad, b.grad) = (gradient, gradient.cast(to: .float32))
    }
    narrow.step()
    wide.step()
    for (a, b) in zip(half, single) {
      let rounded = b.detach().cast(to: dtype)
      #expect(a.array(as: Double.self) == rounded.array(as: Double.self))
    }
  }

  @Test(arguments: AnyOptimizer.names, [DType.float16, .bfloat16])
  func whatIsRememberedAboutHalfPrecisionIsOfFloat32(name: String, dtype: DType) throws {
    let stored = try #require(
      OptimizerCase.stored.first {
        $0.optimizer == name && (name != "SGD" || $0.settings["momentum"] != nil)
      })
    let parameters = stored.parameters(dtype)
    let optimizer = try stored.make(parameters)
    for number in 1...3 { stored.step(optimizer, parameters, number: number) }
    let kept = optimizer.stateDict().filter { $0.key.hasPrefix("state.") && $0.value.rank > 0 }
    #expect(!kept.isEmpty)
    #expect(kept.values.allSatisfy { [.float32, .float64].contains($0.dtype) })
    #expect(parameters.allSatisfy { $0.dtype == dtype })
    let resumed = try stored.make(parameters)
    try resumed.load(optimizer.stateDict())
    for (name, tensor) in resumed.stateDict() {
      let before = try #require(optimizer.stateDict()[name])
      #expect(
        tensor.array(as: Double.self).elementsEqual(before.array(as: Double.self)) {
          $0 == $1 || $0.isNaN
        })
    }
  }

  private func halves(_ parameters: [Parameter]) -> [[Parameter]] {
    let middle = (parameters.count + 1) / 2
    return [Array(parameters[..<middle]), Array(parameters[middle...])]
  }

  private func values(_ parameters: [Parameter]) -> [[Float]] {
    parameters.map { $0.array(as: Float.self) }
  }
}

private enum OptimizerState {
  /// Whether a state dict has more than settings.
  static func isKept(_ state: [String: Tensor]) -> Bool {
    state.keys.contains { $0.hasPrefix("state.") }
  }
}
