import TapestryCore

/// Keeps small gradients from vanishing in float16: the loss is multiplied by a large factor, and gradients are divided by it before
/// the step.
///
/// ```swift
/// let scaler = GradScaler()
/// for (images, labels) in batches {
///   optimizer.zeroGrad()
///   let loss = autocast(to: .float16) { crossEntropy(model(images), labels) }
///   scaler.scale(loss).backward()
///   scaler.unscale(optimizer)                      // only where gradients are looked at, as here
///   clipGradNorm(model.parameters(), maxNorm: 1)
///   scaler.step(optimizer)
///   scaler.update()
/// }
/// ```
///
/// A step whose gradients are infinite or NaN is left out, and the factor falls; after many good steps it grows.
/// `torch.amp.GradScaler`, which refuses gradients of float16; here they are divided too, and what is below float16's range vanishes
/// then.
public final class GradScaler {
  /// What the loss is multiplied by; 1 where the scaler is off.
  public var currentScale: Double { isEnabled ? scale : 1 }

  /// What the factor is multiplied by after good steps, above 1.
  public private(set) var growthFactor: Double
  /// What the factor is multiplied by after a step that was left out, below 1.
  public private(set) var backoffFactor: Double
  /// How many good steps in a row let the factor grow.
  public private(set) var growthInterval: Int
  /// Whether anything is done at all; where not, ``step(_:file:line:)`` is the optimizer's.
  public let isEnabled: Bool

  private var scale: Double
  private var goodSteps = 0

  /// What has been done with an optimizer since the last update.
  private struct Progress {
    var isFinite: Bool
    var hasStepped = false
  }

  private var progress: [ObjectIdentifier: Progress] = [:]

  /// - Parameter initialScale: above 0.
  public init(
    initialScale: Double = 65536, growthFactor: Double = 2, backoffFactor: Double = 0.5,
    growthInterval: Int = 2000, isEnabled: Bool = true, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    scale = initialScale
    self.growthFactor = growthFactor
    self.backoffFactor = backoffFactor
    self.growthInterval = growthInterval
    self.isEnabled = isEnabled
    if let problem { mistake("GradScaler: \(problem)", file: file, line: line) }
  }

  private var problem: String? {
    GradScaler.problem(
      scale: scale, growth: growthFactor, backoff: backoffFactor, interval: growthInterval)
  }

  private static func problem(
    scale: Double, growth: Double, backoff: Double, interval: Int
  ) -> String? {
    if !(scale > 0 && scale.isFinite) { return "a scale of \(scale), not above 0 and finite" }
    if !(growth > 1) { return "a growth factor of \(growth), not above 1" }
    if !(backoff > 0 && backoff < 1) { return "a backoff factor of \(backoff), not in 0…1" }
    if interval < 1 { return "a growth interval of \(interval) steps" }
    return nil
  }

  /// The loss, or any result to go backward from, times the factor.
  public func scale(_ loss: Tensor) -> Tensor { isEnabled ? loss * scale : loss }

  /// Divides the gradients of an optimizer's parameters by the factor, once before each step.
  public func unscale(
    _ optimizer: Optimizer, file: StaticString = #fileID, line: UInt = #line
  ) {
    if !isEnabled { return }
    demand(
      progress[ObjectIdentifier(optimizer)] == nil,
      "GradScaler: unscale of \(type(of: optimizer)) for the second time since the last update",
      file: file, line: line)
    var isFinite = true
    noGrad {
      for gradient in optimizer.parameters.compactMap(\.grad) where gradient.count > 0 {
        if gradient.isFinite().all().item() == 0 { isFinite = false }
        gradient *= 1 / scale
      }
    }
    progress[ObjectIdentifier(optimizer)] = Progress(isFinite: isFinite)
  }

  /// Steps the optimizer, by gradients that are divided by the factor first where they have not been; leaves the step out where one of
  /// them is infinite or NaN.
  ///
  /// - Returns: whether there was a step.
  @discardableResult
  public func step(
    _ optimizer: Optimizer, file: StaticString = #fileID, line: UInt = #line
  ) -> Bool {
    if !isEnabled {
      optimizer.step()
      return true
    }
    let key = ObjectIdentifier(optimizer)
    if progress[key] == nil { unscale(optimizer, file: file, line: line) }
    demand(
      progress[key]?.hasStepped == false,
      "GradScaler: step of \(type(of: optimizer)) for the second time since the last update",
      file: file, line: line)
    progress[key]?.hasStepped = true
    guard progress[key]?.isFinite == true else { return false }
    optimizer.step()
    return true
  }

  /// Changes the factor by what the steps since the last update have shown.
  ///
  /// - Parameter newScale: the factor from now on, whatever they have shown.
  public func update(
    newScale: Double? = nil, file: StaticString = #fileID, line: UInt = #line
  ) {
    if !isEnabled { return }
    if let newScale {
      demand(
        newScale > 0 && newScale.isFinite, "GradScaler: a scale of \(newScale)", file: file,
        line: line)
      scale = newScale
    } else {
      demand(
        !progress.isEmpty, "GradScaler: update without a step before it", file: file, line: line)
      adapt(isFinite: progress.values.allSatisfy(\.isFinite))
    }
    progress = [:]
  }

  /// The factor is a number of float32, as PyTorch's.
  private func adapt(isFinite: Bool) {
    if !isFinite {
      scale = Double(Float(scale * backoffFactor))
      goodSteps = 0
      return
    }
    goodSteps += 1
    if goodSteps < growthInterval { return }
    let grown = Float(scale * growthFactor)
    if grown.isFinite { scale = Double(grown) }
    goodSteps = 0
  }

  /// `scale`, `growth_factor`, `backoff_factor`, `growth_interval` and `_growth_tracker`, by PyTorch's names; nothing where the scaler
  /// is off.
  public func stateDict() -> [String: Tensor] {
    guard isEnabled else { return [:] }
    return [
      "scale": Tensor(scale), "growth_factor": Tensor(growthFactor),
      "backoff_factor": Tensor(backoffFactor), "growth_interval": Tensor(growthInterval),
      "_growth_tracker": Tensor(goodSteps),
    ]
  }

  /// Takes over what ``stateDict()`` gave; does nothing where the scaler is off.
  ///
  /// - Throws: ``OptimizerStateError``, with nothing changed.
  public func load(_ state: [String: Tensor]) throws(OptimizerStateError) {
    guard isEnabled else { return }
    var reader = StateReader(state, owner: "GradScaler")
    let scale = try reader.number("scale")
    let growth = try reader.number("growth_factor")
    let backoff = try reader.number("backoff_factor")
    let interval = try reader.count("growth_interval", of: "steps")
    let goodSteps = try reader.count("_growth_tracker", of: "steps")
    try reader.finish()
    if let problem = GradScaler.problem(
      scale: scale, growth: growth, backoff: backoff, interval: interval)
    {
      throw reader.error(problem)
    }
    self.scale = scale
    (growthFactor, backoffFactor, growthInterval) = (growth, backoff, interval)
    self.goodSteps = goodSteps
  }
}
