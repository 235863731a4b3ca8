import CKernels

extension Tensor {
  /// Numbers spread evenly over 0 ≤ x < 1. `torch.rand`.
  ///
  /// - Parameters:
  ///   - dtype: of floating point. float32 gets multiples of 2⁻²⁴, float64 of 2⁻⁵³, float16 of 2⁻¹¹ and bfloat16 of 2⁻⁸: as fine as the
  ///     dtype is below 1, so that none is rounded up to 1.
  ///   - generator: ``defaultGenerator`` unless given.
  public static func rand(
    _ shape: Shape, dtype: DType = .float32, generator: Generator? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    drawn("rand", shape, dtype, file: file, line: line) {
      RandomKernel.draw(.uniform, unitSteps(dtype), into: $0, generator ?? defaultGenerator)
    }
  }

  /// As ``rand(_:dtype:generator:file:line:)``, of another tensor's shape and dtype. `torch.rand_like`.
  public static func rand(
    like other: Tensor, generator: Generator? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    rand(other.shape, dtype: other.dtype, generator: generator, file: file, line: line)
  }

  /// What keeps numbers below 1 from being rounded up to 1.
  static func unitSteps(_ dtype: DType) -> [RandomKernel.Step] {
    guard dtype.computeType != dtype else { return [] }
    let scale: Double = dtype == .float16 ? 0x1p11 : 0x1p8
    return [.binary(TK_MUL, scale), .unary(TK_FLOOR), .binary(TK_MUL, 1 / scale)]
  }
}
