import CKernels

extension Tensor {
  /// How many of a number of trials succeed, for each pair of parameters, which broadcast. `torch.binomial`.
  ///
  /// - Parameters:
  ///   - trials: whole numbers, not negative.
  ///   - probability: of success in each trial, from 0 to 1; of floating point.
  ///   - generator: ``defaultGenerator`` unless given.
  /// - Returns: whole numbers in the parameters' promoted dtype. Not on the tape.
  public static func binomial(
    trials: Tensor, probability: Tensor, generator: Generator? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    trials.demandAll(
      "binomial", "a number of trials must be whole and at least 0", file: file, line: line
    ) { ($0 .>= 0) .&& $0.isFinite() .&& ($0 .== $0.truncated()) }
    probability.demandAll(
      "binomial", "a probability must be from 0 to 1", file: file, line: line
    ) { ($0 .>= 0) .&& ($0 .<= 1) }
    let dtype = resultType(trials, probability)
    let (n, p) = parameters("binomial", trials, probability, file: file, line: line)
    return drawn("binomial", n.shape, dtype, file: file, line: line) {
      RandomKernel.draw(tk_binomial, n, p, into: $0, generator ?? defaultGenerator)
    }
  }
}
