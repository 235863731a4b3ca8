import TapestryCore

/// Changes parameters by their gradients: what training loops, trainers and schedules see of any optimizer.
///
/// ```swift
/// let optimizer = Adam(model.parameters(), learningRate: 1e-3)
/// for (images, labels) in batches {
///   optimizer.zeroGrad()
///   crossEntropy(model(images), labels).backward()
///   optimizer.step()
/// }
/// ```
///
/// To write an optimizer, subclass ``GroupedOptimizer``. `torch.optim.Optimizer`.
open class Optimizer {
  /// All parameters, group by group.
  public internal(set) final var parameters: [Parameter] = []

  package init() {}

  /// The learning rate of each group.
  open var learningRates: [Double] {
    get { mistake("\(type(of: self)): learningRates is not overridden") }
    set { mistake("\(type(of: self)): learningRates is not overridden") }
  }

  /// Changes every parameter that has a gradient.
  open func step() { mistake("\(type(of: self)): step is not overridden") }

  /// What the optimizer remembers, and every group's options, by PyTorch's names: `state.0.exp_avg`, `param_groups.0.lr`.
  ///
  /// A copy, on which further steps have no effect.
  open func stateDict() -> [String: Tensor] {
    mistake("\(type(of: self)): stateDict is not overridden")
  }

  /// Takes over what ``stateDict()`` gave, of an optimizer of this kind over parameters of the same shapes in the same order.
  ///
  /// - Throws: ``OptimizerStateError``, with nothing changed.
  open func load(_ state: [String: Tensor]) throws(OptimizerStateError) {
    mistake("\(type(of: self)): load is not overridden")
  }
}

extension Optimizer {
  /// The learning rate of all groups; the first group's where they differ.
  public var learningRate: Double {
    get { learningRates[0] }
    set { learningRates = learningRates.map { _ in newValue } }
  }

  /// Drops all gradients, so that the next backward pass starts anew; a parameter that it does not reach is then left
  /// out of the step.
  public func zeroGrad() {
    for parameter in parameters { parameter.grad = nil }
  }
}
