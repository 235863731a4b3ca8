extension Tensor {
  /// The elements as another dtype; this tensor itself where it has that dtype. `torch.Tensor.to`.
  ///
  /// Fractions are cut off towards 0, and numbers other than 0 become `true`. What an integer becomes that the target
  /// cannot hold, or NaN and infinities as integers, is not guaranteed.
  @inline(__always)
  public func cast(to dtype: DType) -> Tensor {
    dtype == self.dtype ? self : copied(as: dtype)
  }

  /// The elements in another tensor's dtype. `torch.Tensor.type_as`.
  public func cast(like other: Tensor) -> Tensor { cast(to: other.dtype) }

  /// The elements as float32.
  public func float() -> Tensor { cast(to: .float32) }
  /// The elements as float64.
  public func double() -> Tensor { cast(to: .float64) }
  /// The elements as float16.
  public func half() -> Tensor { cast(to: .float16) }
  public func bfloat16() -> Tensor { cast(to: .bfloat16) }
  /// The elements as int64.
  public func long() -> Tensor { cast(to: .int64) }
  /// The elements as int32.
  public func int() -> Tensor { cast(to: .int32) }
  /// The elements as int16.
  public func short() -> Tensor { cast(to: .int16) }
  /// The elements as int8.
  public func char() -> Tensor { cast(to: .int8) }
  /// The elements as uint8.
  public func byte() -> Tensor { cast(to: .uint8) }
  public func bool() -> Tensor { cast(to: .bool) }

  @inline(never)
  private func copied(as dtype: DType) -> Tensor {
    let result = Tensor(uninitialized: shape, dtype: dtype)
    Copy.run(self, into: result)
    if !dtype.isFloatingPoint { return result.untaped("cast") }
    return result.recorded(self, CastDerivative())
  }
}

/// The gradient is cast back where it is delivered.
struct CastDerivative: Derivative {
  static let name = "cast"

  func propagate(_ gradient: Tensor, to inputs: InputGradients) { inputs.add(0, gradient) }
}
