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
///     let loss = mseLoss(model(inputs), targets)
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
  ///   - maxIterations: the most iterations in a step.
  ///   - maxEvaluations: the most calls of the closure in a step, after which no iteration begins; by default 5/4 of the
  ///     iterations.
  ///   - toleranceGrad: a step ends where no element of the gradient is larger.
  ///   - toleranceChange: a step ends where neither the loss nor any parameter changes by more.
  ///   - historySize: how many steps are remembered.
  public init(
    _ parameters: [Parameter], learningRate: Double = 1, maxIterations: Int = 20,
    maxEvaluations: Int? = nil, toleranceGrad: Double = 1e-7, toleranceChange: Double = 1e-9,
    historySize: Int = 100, lineSearch: LBFGSOptions.LineSearch = .none,
    file: StaticString = #fileID, line: UInt = #line
  ) {
    group = ParameterGroup(
      parameters,
      options: LBFGSOptions(
        learningRate: learningRate, maxIterations: maxIterations,
        maxEvaluations: maxEvaluations ?? maxIterations * 5 / 4, toleranceGrad: toleranceGrad,
        toleranceChange: toleranceChange, historySize: historySize, lineSearch: lineSearch),
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
      if point.gradient.count == 0 || point.gradient.largest <= options.toleranceGrad {
        return first
      }
      for iteration in stride(from: 1, through: options.maxIterations, by: 1) {
        let direction = memory.direction(for: point.gradient, history: options.historySize)
        let before = point.loss
        var length = memory.length(
          for: point.gradient, rate: options.learningRate)
        memory.remember(point, direction: direction, length: length)
        let slope = point.gradient.dot(direction).item()
        if slope > -options.toleranceChange { break }

        var calls = 0
        switch options.lineSearch {
        case .strongWolfe:
          let start = parameters.map { $0.detach().clone() }
          let search = StrongWolfe(direction: direction, start: point, slope: slope)
          (point, length, calls) = search.run(
            from: length, evaluations: options.maxEvaluations - evaluations
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
          if iteration < options.maxIterations {
            point = evaluate()
            calls = 1
          }
        }
        evaluations += calls
        memory.evaluations += calls
        if evaluations >= options.maxEvaluations
          || point.gradient.largest <= options.toleranceGrad
          || (direction * length).largest <= options.toleranceChange
          || abs(point.loss - before) < options.toleranceChange
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
  public var maxIterations: Int
  public var maxEvaluations: Int
  public var toleranceGrad: Double
  public var toleranceChange: Double
  public var historySize: Int
  public var lineSearch: LineSearch

  public static var settings: [OptimizerSetting<LBFGSOptions>] {
    [
      .number("lr", \.learningRate), .integer("max_iter", \.maxIterations),
      .integer("max_eval", \.maxEvaluations), .number("tolerance_grad", \.toleranceGrad),
      .number("tolerance_change", \.toleranceChange), .integer("history_size", \.historySize),
      .choice("line_search_fn", \.lineSearch),
    ]
  }

  public static var state: [OptimizerStateEntry] { [] }

  public var problem: String? {
    if maxIterations < 0 || maxEvaluations < 0 {
      return "maxIterations and maxEvaluations are \(maxIterations) and \(maxEvaluations), below 0"
    }
    if historySize < 1 { return "historySize is \(historySize) but must be at least 1" }
    return negative(("learningRate", learningRate))
  }
}
