extension Tensor {
  /// This tensor in the dtype that arithmetic is done in, see ``DType/computeType``.
  package var computable: Tensor { cast(to: dtype.computeType) }

  /// What `body` makes of this tensor, where kernels know float32 and float64 alone: float16 and bfloat16 are computed in float32
  /// and the result is rounded to this dtype. Results that are no fractions stay as they are.
  ///
  /// The casts are on the tape, so that derivatives are computed in float32 too.
  ///
  /// ```swift
  /// if dtype.computeType != dtype { return computed { $0.softmax(axis: axis) } }
  /// ```
  package func computed(_ body: (Tensor) -> Tensor) -> Tensor {
    withAutocast(nil) { body(computable) }.rounded(like: self)
  }

  /// As ``computed(_:)`` with further operands, each of which is cast likewise; the result has this tensor's dtype.
  package func computed(
    with others: Tensor?..., body: (Tensor, [Tensor?]) -> Tensor
  ) -> Tensor {
    withAutocast(nil) { body(computable, others.map { $0?.computable }) }.rounded(like: self)
  }

  /// A floating-point result in the dtype of `other`.
  package func rounded(like other: Tensor) -> Tensor {
    dtype.isFloatingPoint ? cast(to: other.dtype) : self
  }
}
