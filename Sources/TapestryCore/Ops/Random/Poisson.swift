import CKernels

extension Tensor {
  /// How often something happens that happens each element's number of times on average: a number of the Poisson distribution. `torch.poisson`.
  ///
  /// These means are of floating point, finite and not negative.
  ///
  /// - Returns: whole numbers in the shape and dtype of the means. Not on the tape.
  public func poisson(
    generator: Generator? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demandAll("poisson", "a mean must be finite and at least 0", file: file, line: line) {
      ($0 .>= 0) .&& $0.isFinite()
    }
    let means = noGrad { cast(to: .float64).contiguous() }
    return Tensor.drawn("poisson", shape, dtype, file: file, line: line) {
      RandomKernel.draw(tk_poisson, means, into: $0, generator ?? defaultGenerator)
    }
  }
}
