extension Tensor {
  /// The elements as another dtype; this tensor itself where it has that dtype. `torch.Tensor.to`.
  ///
  /// Fractions are cut off towards 0, and numbers other than 0 become `true`. What an integer becomes that the target
  /// cannot hold, or NaN and infinities as integers, is not guaranteed.
  @inline(__always)
  public func cast(to dtype: DType) -> Tensor {
    dtype == self.dtype ? self : copied(as: dtype)
  }

  @inline(never)
  private func copied(as dtype: DType) -> Tensor {
    let result = Tensor(uninitialized: shape, dtype: dtype)
    Copy.run(self, into: result)
    if !dtype.isFloatingPoint { return result }
    return result.recorded(self, CastDerivative())
  }
}

/// The gradient is cast back where it is delivered.
struct CastDerivative: Derivative {
  static let name = "cast"

  func propagate(_ gradient: Tensor, to inputs: InputGradients) { inputs.add(0, gradient) }
}
