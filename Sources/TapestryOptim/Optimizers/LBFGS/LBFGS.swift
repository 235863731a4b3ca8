import TapestryCore

/// Limited-memory BFGS: steps along the gradient as curvature seen in the last steps bends it. `torch.optim.LBFGS`;
/// Nocedal, 1980.
///
/// For whole batches: it compares losses, and so a closure must give the same loss for the same parameters.
///
/// ```swift
/// let optimizer = LBFGS(model.parameters(), lineSearch: .strongWolfe)
/// for _ in 0..<10 {
///   optimizer.step {
///     optimizer.zeroGrad()
///     let loss = mse(model(inputs), targets)
///     loss.backward()
///     return loss
///   }
/// }
/// ```
///
/// It has one group, and remembers twice the history's length times as many numbers as all parameters have, in float64 where any
/// parameter is of that and otherwise in float32.
public final class LBFGS: Optimizer {
  /// All parameters and their options, which may be changed at any time.
  public let group: ParameterGroup<LBFGSOptions>

  private var memory = LBFGSMemory()

  /// - Parameters:
  ///   - iterations: the most iterations in a step.
  ///   - evaluations: the most calls of the closure in a step, after which no iteration begins; by default 5/4 of the
  ///     iterations.
  ///   - gradientTolerance: a step ends where no element of the gradient is larger.
  ///   - changeTolerance: a step ends where neither the loss nor any parameter changes by more.
  ///   - history: how many steps are remembered.
  public init(
    _ parameters: [Parameter], learningRate: Double = 1, iterations: Int = 20,
    evaluations: Int? = nil, gradientTolerance: Double = 1e-7, changeTolerance: Double = 1e-9,
    history: Int = 100, lineSearch: LBFGSOptions.LineSearch = .none, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    group = ParameterGroup(
      parameters,
      options: LBFGSOptions(
        learningRate: learningRate, iterations: iterations,
        evaluations: evaluations ?? iterations * 5 / 4, gradientTolerance: gradientTolerance,
        changeTolerance: changeTolerance, history: history, lineSearch: lineSearch),
      owner: "LBFGS", file: file, line: line)
    super.init()
    self.parameters = parameters
  }

  public override var learningRates: [Double] {
    get { [group.options.learningRate] }
    set {
      precondition(newValue.count == 1, "one learning rate for each group")
      group.options.learningRate = newValue[0]
    }
  }

  public override func step() { mistake("LBFGS: a step needs a closure that computes the loss") }

  @discardableResult
  public override func step(closure: () -> Tensor) -> Tensor {
    let options = group.options
    func evaluate() -> SearchPoint {
      SearchPoint(loss: enableGrad(closure).item(), gradient: flatGradient)
    }
    return noGrad {
      let first = enableGrad(closure)
      var point = SearchPoint(loss: first.item(), gradient: flatGradient)
      var evaluations = 1
      memory.evaluations += 1
      if point.gradient.largest <= options.gradientTolerance { return first }
      for iteration in stride(from: 1, through: options.iterations, by: 1) {
        let direction = memory.direction(for: point.gradient, history: options.history)
        let before = point.loss
        var length = memory.length(
          for: point.gradient, rate: options.learningRate)
        memory.remember(point, direction: direction, length: length)
        let slope = point.gradient.dot(direction).item()
        if slope > -options.changeTolerance { break }

        var calls = 0
        switch options.lineSearch {
        case .strongWolfe:
          let start = parameters.map { $0.detach().clone() }
          let search = StrongWolfe(direction: direction, start: point, slope: slope)
          (point, length, calls) = search.run(
            from: length, evaluations: options.evaluations - evaluations
          ) { length in
            move(along: direction, by: length)
            let point = evaluate()
            for (parameter, value) in zip(parameters, start) { parameter.copy(from: value) }
            return point
          }
          memory.length = length
          move(along: direction, by: length)
        case .none:
          move(along: direction, by: length)
          // What would be found after the last iteration is found again at the next step, of other data perhaps.
          if iteration < options.iterations {
            point = evaluate()
            calls = 1
          }
        }
        evaluations += calls
        memory.evaluations += calls
        if evaluations >= options.evaluations
          || point.gradient.largest <= options.gradientTolerance
          || (direction * length).largest <= options.changeTolerance
          || abs(point.loss - before) < options.changeTolerance
        {
          break
        }
      }
      return first
    }
  }

  private var flatDType: DType {
    parameters.contains { $0.dtype == .float64 } ? .float64 : .float32
  }

  /// The gradients of all parameters as one vector; zeros for a parameter that has none.
  private var flatGradient: Tensor {
    concatenate(
      parameters.map { parameter in
        (parameter.grad ?? Tensor.zeros(like: parameter)).cast(to: flatDType).flattened()
      })
  }

  private func move(along direction: Tensor, by length: Double) {
    var offset = 0
    for parameter in parameters {
      let part = direction[offset..<offset + parameter.count].reshaped(to: parameter.shape)
      parameter += (part * length).cast(to: parameter.dtype)
      offset += parameter.count
    }
  }

  public override func stateDict() -> [String: Tensor] {
    OptimizerState(settingsOf: [group]).tensors.merging(memory.tensors) { settings, _ in settings }
  }

  public override func load(_ state: [String: Tensor]) throws(OptimizerStateError) {
    var reader = StateReader(state, owner: "LBFGS")
    let options = try reader.options(of: [group])
    let count = parameters.reduce(0) { $0 + $1.count }
    let memory = try LBFGSMemory(&reader, count: count, dtype: flatDType)
    try reader.finish()
    group.options = options[0]
    self.memory = memory
  }
}

/// The loss and its gradient as one vector.
struct SearchPoint {
  var loss: Double
  var gradient: Tensor
}

extension Tensor {
  /// The size of the largest element.
  var largest: Double { abs().max().item() }
}

/// The settings of ``LBFGS``.
public struct LBFGSOptions: OptimizerOptions {
  public enum LineSearch: Int, Sendable {
    /// Steps have the length of the learning rate; the closure is called once an iteration.
    case none
    /// Steps have a length that meets the strong Wolfe conditions.
    case strongWolfe
  }

  public var learningRate: Double
  public var iterations: Int
  public var evaluations: Int
  public var gradientTolerance: Double
  public var changeTolerance: Double
  public var history: Int
  public var lineSearch: LineSearch

  public static var settings: [OptimizerSetting<LBFGSOptions>] {
    [
      .number("lr", \.learningRate), .integer("max_iter", \.iterations),
      .integer("max_eval", \.evaluations), .number("tolerance_grad", \.gradientTolerance),
      .number("tolerance_change", \.changeTolerance), .integer("history_size", \.history),
      .choice("line_search_fn", \.lineSearch),
    ]
  }

  public static var state: [OptimizerStateEntry] { [] }

  public var problem: String? {
    if iterations < 0 || evaluations < 0 {
      return "iterations and evaluations are \(iterations) and \(evaluations), below 0"
    }
    if history < 1 { return "history is \(history) but must be at least 1" }
    return negative(("learningRate", learningRate))
  }
}
