import CKernels

extension Tensor {
  /// A number of the gamma distribution for each pair of parameters, which broadcast. `torch.distributions.Gamma`.
  ///
  /// - Parameters:
  ///   - concentration: the distribution's shape; positive, of floating point. The mean is `concentration / rate`.
  ///   - rate: positive; 1 where it is not given.
  ///   - generator: ``defaultGenerator`` unless given.
  /// - Returns: the parameters' promoted dtype. What would be rounded to 0 is the smallest normal number instead. Not on the tape.
  public static func gamma(
    concentration: Tensor, rate: Tensor? = nil, generator: Generator? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let rate = rate ?? Tensor(scalar: 1, dtype: concentration.dtype)
    concentration.demandAll(
      "gamma", "a concentration must be positive and finite", file: file, line: line
    ) { ($0 .> 0) .&& $0.isFinite() }
    rate.demandAll("gamma", "a rate must be positive", file: file, line: line) { $0 .> 0 }
    let dtype = resultType(concentration, rate)
    let (a, b) = parameters("gamma", concentration, rate, file: file, line: line)
    let numbers = drawn(
      "gamma", a.shape, dtype.isFloatingPoint ? .float64 : dtype, file: file, line: line
    ) {
      RandomKernel.draw(tk_gamma, a, into: $0, generator ?? defaultGenerator)
    }
    return noGrad {
      (numbers / b).clamped(min: dtype.finfo().smallestNormal).cast(to: dtype)
    }
  }
}
