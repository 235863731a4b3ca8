import TapestryCore

/// What L-BFGS remembers: its last step, and of some steps before how far they went and how the gradient changed.
struct LBFGSMemory {
  /// How often the closure was called, and how many iterations there were, in all steps.
  var evaluations = 0
  private var iterations = 0
  /// The last step's direction and length.
  private var direction: Tensor?
  var length = 0.0
  /// The gradient and loss that the last step started from.
  private var gradient: Tensor?
  private var loss = 0.0
  /// Remembered steps, the changes of the gradient over them, and one over the products of both.
  private var steps: [Tensor] = []
  private var changes: [Tensor] = []
  private var weights: [Double] = []
  /// The scale of the inverse Hessian before remembered steps bend it.
  private var scale = 1.0

  init() {}

  /// Takes in what the last step has shown, and gives the direction of the next.
  mutating func direction(for gradient: Tensor, history: Int) -> Tensor {
    iterations += 1
    guard iterations > 1, let direction, let before = self.gradient else { return -gradient }
    let (change, step) = (gradient - before, direction * length)
    let product = change.dot(step).item()
    if product > 1e-10 {
      if changes.count >= history {
        let surplus = changes.count - history + 1
        changes.removeFirst(surplus)
        steps.removeFirst(surplus)
        weights.removeFirst(surplus)
      }
      changes.append(change)
      steps.append(step)
      weights.append(1 / product)
      scale = product / change.dot(change).item()
    }
    // The two loops of Nocedal's recursion.
    let result = -gradient
    var shares = [Double](repeating: 0, count: changes.count)
    for index in changes.indices.reversed() {
      shares[index] = steps[index].dot(result).item() * weights[index]
      result -= changes[index] * shares[index]
    }
    result *= scale
    for index in changes.indices {
      let share = changes[index].dot(result).item() * weights[index]
      result += steps[index] * (shares[index] - share)
    }
    return result
  }

  /// How far to go at first: a unit along the gradient at the very first step.
  func length(for gradient: Tensor, rate: Double) -> Double {
    iterations == 1 ? min(1, 1 / gradient.abs().sum().item()) * rate : rate
  }

  mutating func remember(_ point: SearchPoint, direction: Tensor, length: Double) {
    self.direction = direction
    self.length = length
    gradient = point.gradient
    loss = point.loss
  }

  // MARK: Saving

  /// By PyTorch's names, under the first parameter's; lists of vectors are matrices.
  var tensors: [String: Tensor] {
    guard evaluations > 0 else { return [:] }
    var tensors = [
      "func_evals": Tensor(evaluations), "n_iter": Tensor(iterations), "t": Tensor(length),
      "H_diag": Tensor(scale), "prev_loss": Tensor(loss),
      "ro": Tensor(weights, shape: [weights.count]),
    ]
    if let direction, let gradient {
      tensors["d"] = direction.clone()
      tensors["prev_flat_grad"] = gradient.clone()
      let empty = Tensor.zeros([0, direction.count], dtype: direction.dtype)
      tensors["old_dirs"] = changes.isEmpty ? empty : stack(changes)
      tensors["old_stps"] = steps.isEmpty ? empty : stack(steps)
    }
    return Dictionary(uniqueKeysWithValues: tensors.map { ("state.0.\($0.key)", $0.value) })
  }

  /// - Parameter count: of all parameters' elements.
  init(
    _ reader: inout StateReader, count: Int, dtype: DType
  ) throws(OptimizerStateError) {
    guard reader.tensors["state.0.func_evals"] != nil else { return }
    evaluations = try reader.count("state.0.func_evals", of: "evaluations")
    iterations = try reader.count("state.0.n_iter", of: "iterations")
    length = try reader.number("state.0.t")
    scale = try reader.number("state.0.H_diag")
    loss = try reader.number("state.0.prev_loss")
    weights = try reader.numbers("state.0.ro")
    if iterations == 0 { return }
    direction = try reader.tensor("state.0.d", shape: [count], dtype: dtype)
    gradient = try reader.tensor("state.0.prev_flat_grad", shape: [count], dtype: dtype)
    let shape: Shape = [weights.count, count]
    let changes = try reader.tensor("state.0.old_dirs", shape: shape, dtype: dtype)
    let steps = try reader.tensor("state.0.old_stps", shape: shape, dtype: dtype)
    self.changes = weights.indices.map { changes[$0] }
    self.steps = weights.indices.map { steps[$0] }
  }
}
