extension Tensor {
  /// Numbers of the normal distribution with mean 0 and standard deviation 1. `torch.randn`.
  ///
  /// - Parameters:
  ///   - dtype: of floating point.
  ///   - generator: ``defaultGenerator`` unless given.
  public static func randn(
    _ shape: Shape, dtype: DType = .float32, generator: Generator? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    drawn("randn", shape, dtype, file: file, line: line) {
      RandomKernel.draw(.normal, into: $0, generator ?? defaultGenerator)
    }
  }

  /// As ``randn(_:dtype:generator:file:line:)``, of another tensor's shape and dtype. `torch.randn_like`.
  public static func randn(
    like other: Tensor, generator: Generator? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    randn(other.shape, dtype: other.dtype, generator: generator, file: file, line: line)
  }
}
