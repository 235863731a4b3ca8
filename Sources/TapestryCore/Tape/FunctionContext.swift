/// What a custom function's forward computation leaves for its derivative; see
/// ``customFunction(_:_:forward:backward:file:line:)-(_,_,([Tensor],FunctionContext)->[Tensor],_,_,_)``.
public final class FunctionContext {
  private enum Slot {
    case tensor(SavedTensor)
    case output(SavedOutput)
  }

  private var kept: [Tensor] = []
  private var excluded: [Tensor] = []
  private var slots: [Slot] = []
  private var inputs: InputGradients?

  /// Keeps tensors for the derivative: inputs, results, or what was computed on the way. In forward only.
  ///
  /// They are checked not to have been changed in place since. Tensors that a closure captures instead are not, and a
  /// captured result would never be released.
  public func save(_ tensors: Tensor...) { kept += tensors }

  /// What was saved, in its order. In backward only.
  public var saved: [Tensor] {
    slots.map { slot in
      switch slot {
      case .tensor(let saved): saved.value
      case .output(let saved): saved.value
      }
    }
  }

  /// Says of results that they have no derivative: they do not ask for a gradient. In forward only.
  ///
  /// Results of integer or bool dtype have none without being named.
  public func markNonDifferentiable(_ outputs: Tensor...) { excluded += outputs }

  /// Whether anybody asks for the gradient of an input; where not, nil may stand for it. In backward only.
  public func needsGradient(_ input: Int) -> Bool { inputs?.isWanted(input) ?? false }

  func isExcluded(_ output: Tensor) -> Bool { excluded.contains { $0 === output } }

  /// Turns what forward kept into what backward reads.
  func seal(outputs: [Tensor]) {
    slots = kept.map { tensor in
      if let index = outputs.firstIndex(where: { $0 === tensor }) {
        return .output(SavedOutput(tensor, index: index))
      }
      return .tensor(SavedTensor(tensor))
    }
    (kept, excluded) = ([], [])
  }

  func during<Result>(_ inputs: InputGradients, _ body: () -> Result) -> Result {
    self.inputs = inputs
    defer { self.inputs = nil }
    return body()
  }
}
