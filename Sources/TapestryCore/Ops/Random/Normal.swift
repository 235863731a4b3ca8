import CKernels

extension Tensor {
  /// Numbers of the normal distribution. `torch.normal`.
  ///
  /// - Parameters:
  ///   - std: the standard deviation; not negative.
  ///   - dtype: of floating point.
  ///   - generator: ``defaultGenerator`` unless given.
  public static func normal(
    _ shape: Shape, mean: Double = 0, std: Double = 1, dtype: DType = .float32,
    generator: Generator? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    drawn("normal", shape, dtype, file: file, line: line) {
      draw("normal", mean, std, into: $0, generator, file: file, line: line)
    }
  }

  /// As ``normal(_:mean:std:dtype:generator:file:line:)``, of another tensor's shape and dtype.
  public static func normal(
    like other: Tensor, mean: Double = 0, std: Double = 1, generator: Generator? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    normal(
      other.shape, mean: mean, std: std, dtype: other.dtype, generator: generator, file: file,
      line: line)
  }

  /// A number of a normal distribution of its own for each mean and standard deviation; the two broadcast. `torch.normal`.
  ///
  /// - Parameters:
  ///   - mean: of floating point.
  ///   - std: none negative, of floating point.
  /// - Returns: their promoted dtype. Not on the tape; for a derivative by the parameters write `mean + std * .randn(like: mean)`.
  public static func normal(
    mean: Tensor, std: Tensor, generator: Generator? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    let shape = broadcastShape("normal", mean, std, file: file, line: line)
    std.demandAll("normal", "a standard deviation must be at least 0", file: file, line: line) {
      $0 .>= 0
    }
    let noise = drawn("normal", shape, resultType(mean, std), file: file, line: line) {
      RandomKernel.draw(.normal, into: $0, generator ?? defaultGenerator)
    }
    return noGrad { noise.computed(with: mean, std) { $0 * $1[1]! + $1[0]! } }
  }

  /// As ``normal(mean:std:generator:file:line:)`` with one standard deviation.
  public static func normal(
    mean: Tensor, std: Double = 1, generator: Generator? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    normal(
      mean: mean, std: Tensor(scalar: std, dtype: mean.dtype), generator: generator, file: file,
      line: line)
  }

  /// As ``normal(mean:std:generator:file:line:)`` with one mean.
  public static func normal(
    mean: Double, std: Tensor, generator: Generator? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    normal(
      mean: Tensor(scalar: mean, dtype: std.dtype), std: std, generator: generator, file: file,
      line: line)
  }

  /// Overwrites the elements with numbers of the normal distribution. `torch.Tensor.normal_`.
  public func fillNormal(
    mean: Double = 0, std: Double = 1, generator: Generator? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    overwrite("fillNormal", file: file, line: line) {
      Tensor.draw("fillNormal", mean, std, into: $0, generator, file: file, line: line)
    }
  }

  private static func draw(
    _ op: StaticString, _ mean: Double, _ std: Double, into output: Tensor,
    _ generator: Generator?, file: StaticString, line: UInt
  ) {
    demand(
      std >= 0, "\(op): a standard deviation must be at least 0, not \(std)", file: file,
      line: line)
    RandomKernel.draw(
      .normal, [.binary(TK_MUL, std), .binary(TK_ADD, mean)], into: output,
      generator ?? defaultGenerator)
  }
}
