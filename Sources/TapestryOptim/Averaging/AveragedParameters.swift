import TapestryCore

/// Averages of parameters over training, which often do better than the parameters of the last step.
///
/// ```swift
/// let averages = AveragedParameters(model.parameters(), averaging: .exponential(decay: 0.999))
/// for batch in batches {
///   …
///   optimizer.step()
///   averages.update()
/// }
/// averages.withAverages { evaluate(model) }      // the model has them here
/// averages.swap()                                // and from here on
/// ```
///
/// A model whose layers normalize batches needs its running statistics anew with the averages. `torch.optim.swa_utils.AveragedModel`,
/// which holds a second model; here a second set of numbers, as an optimizer knows no models.
public final class AveragedParameters {
  public enum Averaging {
    /// All steps count alike: stochastic weight averaging (Izmailov et al., 2018).
    case equal
    /// The average moves towards the parameter by `1 - decay` of the way.
    case exponential(decay: Double)
    /// By the average, what the parameter is now, and how many steps the average is of.
    case custom((_ average: Tensor, _ current: Tensor, _ count: Int) -> Tensor)
  }

  public let parameters: [Parameter]
  public let buffers: [Buffer]
  private let averaging: Averaging

  /// How many times ``update(file:line:)`` was called.
  public private(set) var count = 0

  private var averages: [Tensor]
  private let optimized: [Tensor]
  /// What the parameters were, while they are the averages.
  private var held: [Tensor] = []

  /// Whether the parameters are the averages at the moment.
  public private(set) var isSwapped = false

  /// - Parameters:
  ///   - parameters: none twice.
  ///   - buffers: are averaged too, those of integers and bools taken over as they are. By default none, and the model keeps its own.
  public init(
    _ parameters: [Parameter], buffers: [Buffer] = [], averaging: Averaging = .equal,
    file: StaticString = #fileID, line: UInt = #line
  ) {
    if case .exponential(let decay) = averaging {
      demand(
        (0...1).contains(decay), "AveragedParameters: a decay of \(decay), not in 0…1", file: file,
        line: line)
    }
    let known = Set(parameters.map(ObjectIdentifier.init))
    demand(
      known.count == parameters.count, "AveragedParameters: a parameter is given twice", file: file,
      line: line)
    self.parameters = parameters
    self.buffers = buffers
    self.averaging = averaging
    optimized = (parameters.map { $0 as Tensor } + buffers).map { $0.detach() }
    averages = optimized.map { $0.cast(to: $0.dtype.computeType).clone() }
  }

  /// Takes the parameters as they are now into the averages, in one parallel pass; the first time, the averages become them.
  public func update(file: StaticString = #fileID, line: UInt = #line) {
    demand(
      !isSwapped, "AveragedParameters: update while the parameters are the averages", file: file,
      line: line)
    defer { count += 1 }
    noGrad {
      switch averaging {
      case _ where count == 0:
        for (average, current) in zip(averages, optimized) { average.copy(from: current) }
      case .equal: move(by: 1 / Double(count + 1))
      case .exponential(let decay): move(by: 1 - decay)
      case .custom(let function):
        for (average, current) in zip(averages, optimized) {
          average.copy(from: function(average, current, count))
        }
      }
    }
  }

  private func move(by weight: Double) {
    let rule = AverageUpdate(weight: weight)
    var step = OptimizerStep(capacity: averages.count)
    for (average, current) in zip(averages, optimized) {
      if average.dtype.isFloatingPoint {
        step.add(average, gradient: current, rule: rule)
      } else {
        average.copy(from: current)
      }
    }
    step.run()
  }

  /// Makes the parameters the averages; a second time, what they were before. What is done to them in between is lost.
  public func swap() {
    noGrad {
      if !isSwapped { held = optimized.map { $0.clone() } }
      for (current, value) in zip(optimized, isSwapped ? held : averages) {
        current.copy(from: value)
      }
    }
    isSwapped.toggle()
    if !isSwapped { held = [] }
  }

  /// Runs `body` while the parameters are the averages.
  public func withAverages<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let wasSwapped = isSwapped
    if !wasSwapped { swap() }
    defer { if isSwapped != wasSwapped { swap() } }
    return try body()
  }

  /// The average of each parameter, and then of each buffer: copies, of float32 where those are of a 16-bit float.
  public var values: [Tensor] { averages.map { $0.clone() } }

  /// `n_averaged`, and the averages as `averages.<number>`: of the parameters and then of the buffers.
  public func stateDict() -> [String: Tensor] {
    var state = ["n_averaged": Tensor(count)]
    for (index, value) in values.enumerated() { state["averages.\(index)"] = value }
    return state
  }

  /// Takes over what ``stateDict()`` gave, of averages of tensors of the same shapes in the same order.
  ///
  /// - Throws: ``OptimizerStateError``, with nothing changed.
  public func load(_ state: [String: Tensor]) throws(OptimizerStateError) {
    var reader = StateReader(state, owner: "AveragedParameters")
    let count = try reader.count("n_averaged", of: "steps")
    var values: [Tensor] = []
    for (index, average) in averages.enumerated() {
      values.append(
        try reader.tensor("averages.\(index)", shape: average.shape, dtype: average.dtype))
    }
    try reader.finish()
    self.count = count
    averages = values
    if isSwapped {
      noGrad {
        for (current, value) in zip(optimized, values) { current.copy(from: value) }
      }
    }
  }
}
