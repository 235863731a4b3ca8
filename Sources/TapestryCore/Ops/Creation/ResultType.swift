extension Tensor {
  /// The dtype that two operands of an elementwise operation are converted to. `torch.result_type`.
  ///
  /// The kind counts first: a floating-point dtype wins over integers, those over bool. Within a kind, an array's dtype outweighs a
  /// scalar tensor's, and that a plain number's; among equals it is ``DType/promote(_:_:)``.
  public static func resultType(_ a: Tensor, _ b: Tensor) -> DType {
    a.dtype == b.dtype ? a.dtype : commonType(a, b)
  }

  /// As ``resultType(_:_:)`` for a plain number: a fraction beside integers gives float32, a whole number beside bool int64.
  public static func resultType(_ a: Tensor, _ b: some TensorElement) -> DType {
    resultType(a, number(b, beside: a))
  }

  public static func resultType(_ a: some TensorElement, _ b: Tensor) -> DType { resultType(b, a) }
}
