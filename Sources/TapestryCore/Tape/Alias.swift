extension Tensor {
  /// The same elements under a node of their own: a place for hooks, or for a gradient that is wanted for one use only.
  package func alias() -> Tensor { detach().recorded(self, AliasDerivative()) }

  /// The slices of one axis, as views with one derivative in common: it costs as much as the elements, whatever
  /// their number.
  package func slices(axis: Int) -> [Tensor] {
    let views = noGrad {
      (0..<shape[axis]).map { selected(axis: axis, index: $0).detach() }
    }
    Tensor.record(views, from: [self], SlicesDerivative(axis: axis))
    return views
  }
}

struct AliasDerivative: Derivative {
  static let name = "alias"

  func propagate(_ gradient: Tensor, to inputs: InputGradients) { inputs.add(0, gradient) }
}

struct SlicesDerivative: JointDerivative {
  static let name = "slices"
  let axis: Int

  func propagate(_ gradients: [Tensor?], to inputs: InputGradients) {
    let present = gradients.compactMap { $0 }[0]
    inputs.add(
      0, stack(gradients.map { $0 ?? Tensor.zeros(like: present) }, axis: axis))
  }
}
