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
/// Gradients add up until ``zeroGrad()``, so that a batch too large for memory is trained in parts: call `backward()` for each part,
/// on its loss divided by the number of parts, and step once.
///
/// Parameters of float16 and bfloat16 are changed in float32 and rounded once. What is remembered about them is of float32, other than
/// in PyTorch: a mean that takes in a thousandth at each step stands still in 16 bits.
///
/// To write an optimizer, subclass ``GroupedOptimizer``. `torch.optim.Optimizer`.
open class Optimizer {
  /// All parameters, group by group.
  public internal(set) final var parameters: [Parameter] = []

  /// The learning rates of the groups before the first schedule changed them.
  final var initialLearningRates: [Double] = []

  package init() {}

  /// The learning rate of each group.
  open var learningRates: [Double] {
    get { mistake("\(type(of: self)): learningRates is not overridden") }
    set { mistake("\(type(of: self)): learningRates is not overridden") }
  }

  /// The momentum of each group, the first of `betas` where there are those; nil where the optimizer has none.
  open var momentums: [Double]? {
    get { nil }
    set { mistake("\(type(of: self)): has no momentum to set") }
  }

  /// Changes every parameter that has a gradient.
  open func step() { mistake("\(type(of: self)): step is not overridden") }

  /// Changes every parameter by the gradients that `closure` leaves.
  ///
  /// - Parameter closure: drops the gradients, computes the loss, goes backward and returns the loss. Most optimizers call
  ///   it once; ``LBFGS`` calls it several times and works in no other way.
  /// - Returns: the loss before the step.
  @discardableResult
  open func step(closure: () -> Tensor) -> Tensor {
    let loss = enableGrad(closure)
    step()
    return loss
  }

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
