import CKernels

extension Tensor {
  /// Numbers spread evenly over a range; the upper bound is never among them. `torch.empty(shape).uniform_(low, high)`.
  ///
  /// - Parameters:
  ///   - range: of finite bounds, not empty.
  ///   - dtype: of floating point.
  ///   - generator: ``defaultGenerator`` unless given.
  public static func uniform(
    _ shape: Shape, in range: Range<Double> = 0..<1, dtype: DType = .float32,
    generator: Generator? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    drawn("uniform", shape, dtype, file: file, line: line) {
      draw("uniform", range, into: $0, generator, file: file, line: line)
    }
  }

  /// As ``uniform(_:in:dtype:generator:file:line:)``, of another tensor's shape and dtype.
  public static func uniform(
    like other: Tensor, in range: Range<Double> = 0..<1, generator: Generator? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    uniform(
      other.shape, in: range, dtype: other.dtype, generator: generator, file: file, line: line)
  }

  /// Overwrites the elements with numbers spread evenly over a range. `torch.Tensor.uniform_`.
  public func fillUniform(
    in range: Range<Double> = 0..<1, generator: Generator? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    overwrite("fillUniform", file: file, line: line) {
      Tensor.draw("fillUniform", range, into: $0, generator, file: file, line: line)
    }
  }

  private static func draw(
    _ op: StaticString, _ range: Range<Double>, into output: Tensor, _ generator: Generator?,
    file: StaticString, line: UInt
  ) {
    let (low, high) = (range.lowerBound, range.upperBound)
    let last = output.dtype.largest(below: high)
    demand(
      low < high && (high - low).isFinite && last >= low,
      "\(op): \(output.dtype) has no numbers in \(range)", file: file, line: line)
    var steps: [RandomKernel.Step] = []
    if low == 0 && high == 1 {
      steps = unitSteps(output.dtype)
    } else {
      // Sums may be rounded up to the bound.
      steps = [.binary(TK_MUL, high - low), .binary(TK_ADD, low), .binary(TK_MINIMUM, last)]
    }
    RandomKernel.draw(.uniform, steps, into: output, generator ?? defaultGenerator)
  }
}
