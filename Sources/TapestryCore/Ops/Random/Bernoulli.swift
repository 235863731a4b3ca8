extension Tensor {
  /// 1 with each element's probability, else 0. `torch.bernoulli`.
  ///
  /// - Returns: the shape and dtype of these probabilities, which are of floating point and from 0 to 1. Not on the tape.
  public func bernoulli(
    generator: Generator? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demandAll("bernoulli", "a probability must be from 0 to 1", file: file, line: line) {
      ($0 .>= 0) .&& ($0 .<= 1)
    }
    let numbers = Tensor.drawn(
      "bernoulli", shape, dtype.computeType, file: file, line: line
    ) { RandomKernel.draw(.uniform, into: $0, generator ?? defaultGenerator) }
    return noGrad { (numbers .< computable).cast(to: dtype) }
  }

  /// 1 with one probability, else 0, in any dtype. `torch.empty(shape).bernoulli_(p)`.
  public static func bernoulli(
    _ shape: Shape, probability: Double, dtype: DType = .float32, generator: Generator? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    drawn("bernoulli", shape, dtype, needsFractions: false, file: file, line: line) {
      draw("bernoulli", probability, into: $0, generator, file: file, line: line)
    }
  }

  /// Overwrites the elements with 1 with one probability, else 0. `torch.Tensor.bernoulli_`.
  public func fillBernoulli(
    probability: Double = 0.5, generator: Generator? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    overwrite("fillBernoulli", needsFractions: false, file: file, line: line) {
      Tensor.draw("fillBernoulli", probability, into: $0, generator, file: file, line: line)
    }
  }

  private static func draw(
    _ op: StaticString, _ probability: Double, into output: Tensor, _ generator: Generator?,
    file: StaticString, line: UInt
  ) {
    demand(
      (0...1).contains(probability),
      "\(op): a probability must be from 0 to 1, not \(probability)", file: file, line: line)
    let numbers = Tensor.rand(output.shape, dtype: .float64, generator: generator)
    Copy.run(numbers .< probability, into: output)
  }
}
