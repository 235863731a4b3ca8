import CKernels

extension Tensor {
  /// Each element as a fraction of magnitude ½ ≤ m < 1 and a power of two, `m · 2^exponent`. Of a floating-point dtype.
  ///
  /// 0, infinities and NaN are their own mantissa, with exponent 0. The derivative passes through the mantissa alone.
  /// `torch.frexp`.
  ///
  /// - Returns: the mantissas, in this dtype, and the exponents, as int32.
  public func frexp(
    file: StaticString = #fileID, line: UInt = #line
  ) -> (mantissa: Tensor, exponent: Tensor) {
    demand(
      dtype.isFloatingPoint, "frexp: needs a floating-point dtype, not \(dtype)", file: file,
      line: line)
    let mantissa = Tensor(uninitialized: shape, dtype: dtype)
    let exponent = Tensor(uninitialized: shape, dtype: .int32)
    Elementwise.unary(TK_FREXP_MANTISSA, self, into: mantissa)
    // Every 16-bit float is a float32, and kernels that write other types have no form for them.
    let wide = noGrad { dtype == .float64 ? self : cast(to: .float32) }
    Elementwise.unary(TK_FREXP_EXPONENT, wide, into: exponent)
    return (
      mantissa.recorded(self, FrexpDerivative(exponent: SavedTensor(exponent), dtype: dtype)),
      exponent
    )
  }
}

struct FrexpDerivative: Derivative {
  static let name = "frexp"
  let exponent: SavedTensor
  let dtype: DType

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, gradient / exponent.value.cast(to: dtype).exp2())
  }
}
