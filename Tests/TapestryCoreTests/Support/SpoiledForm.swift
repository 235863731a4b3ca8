import TapestryCore
import TapestryTesting

/// An operation's form with its derivative replaced by a wrong one.
struct SpoiledForm {
  private let form: OpForm
  private let sample: Sample
  private let stretched: Shape?
  private let spoil: (Shape, Tensor) -> Tensor

  /// - Parameters:
  ///   - stretchingTo: the shape that float64 inputs are stretched to before they are differentiated by.
  ///   - spoil: from an input's shape and its right derivative to a wrong one.
  init(
    _ form: OpForm, _ sample: Sample, stretchingTo shape: Shape? = nil,
    spoil: @escaping (Shape, Tensor) -> Tensor
  ) {
    self.form = form
    self.sample = sample
    stretched = shape
    self.spoil = spoil
  }

  /// Whether finite differences tell that the derivative is wrong.
  var isFound: Bool {
    do {
      try gradCheck({ function($0) }, inputs: sample.tensors)
      return false
    } catch {
      return true
    }
  }

  /// By how much the wrong derivative is wrong, at most.
  var error: Double {
    zip(derivatives(of: function), derivatives(of: form.body)).reduce(0) { largest, pair in
      guard pair.0.count > 0 else { return largest }
      return Swift.max(largest, (pair.0 - pair.1).abs().max().item())
    }
  }

  private func derivatives(of function: ([Tensor]) -> [Tensor]) -> [Tensor] {
    let inputs = sample.tensors.map { $0.dtype == .float64 ? $0.requiringGrad() : $0 }
    for result in function(inputs) where result.requiresGrad {
      result.backward(gradient: .ones(like: result), retainGraph: true)
    }
    return inputs.filter(\.requiresGrad).map { $0.grad ?? .zeros(like: $0) }
  }

  private func function(_ inputs: [Tensor]) -> [Tensor] {
    let kinds = form.body(sample.tensors).map(\.dtype.isFloatingPoint)
    return kinds.indices.filter { kinds[$0] }.map { index in
      customFunction("spoiled", inputs, forward: { form.body($0)[index] }) { gradient, inputs, _ in
        let operands = inputs.map { input in
          guard input.dtype == .float64 else { return input.detach() }
          let operand = input.detach()
          return (stretched.map { operand.expanded(to: $0) } ?? operand).detach().requiringGrad()
        }
        let wanted = operands.filter(\.requiresGrad)
        let result = enableGrad { form.body(operands)[index] }
        if !result.requiresGrad { return inputs.map { _ in nil } }
        var found = grad(of: result, with: wanted, gradient: gradient)[...]
        return inputs.map { input in
          guard input.dtype == .float64 else { return nil }
          return found.removeFirst().map { spoil(input.shape, $0) }
        }
      }
    }
  }
}
