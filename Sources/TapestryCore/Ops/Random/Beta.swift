import CKernels

extension Tensor {
  /// Shares of 1 for each row of concentrations: numbers of the Dirichlet distribution. `torch.distributions.Dirichlet`.
  ///
  /// - Parameters:
  ///   - concentration: positive, of floating point, at least one axis; the last one's elements share 1. Equal large ones give nearly
  ///     equal shares, small ones give nearly all to one.
  ///   - generator: ``defaultGenerator`` unless given.
  /// - Returns: the shape and dtype of `concentration`. Not on the tape.
  public static func dirichlet(
    concentration: Tensor, generator: Generator? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    demand(
      concentration.rank > 0, "dirichlet: a scalar has no axis to share 1 along", file: file,
      line: line)
    return shares("dirichlet", concentration, generator, file: file, line: line)
  }

  /// A number between 0 and 1 of the beta distribution for each pair of parameters, which broadcast. `torch.distributions.Beta`.
  ///
  /// - Parameters:
  ///   - alpha: positive, of floating point; the mean is `alpha / (alpha + beta)`.
  ///   - beta: positive, of floating point.
  ///   - generator: ``defaultGenerator`` unless given.
  /// - Returns: the parameters' promoted dtype. Not on the tape.
  public static func beta(
    _ alpha: Tensor, _ beta: Tensor, generator: Generator? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    let shape = broadcastShape("beta", alpha, beta, file: file, line: line)
    let dtype = resultType(alpha, beta)
    let both = noGrad {
      stack([alpha, beta].map { $0.cast(to: dtype).expanded(to: shape) }, axis: -1)
    }
    return shares("beta", both, generator, file: file, line: line)
      .selected(axis: -1, index: 0).contiguous()
  }

  /// Gamma numbers divided by their sum along the last axis; by their logarithms, as tiny ones would all be 0.
  private static func shares(
    _ op: StaticString, _ concentration: Tensor, _ generator: Generator?, file: StaticString,
    line: UInt
  ) -> Tensor {
    concentration.demandAll(
      op, "a concentration must be positive and finite", file: file, line: line
    ) { ($0 .> 0) .&& $0.isFinite() }
    let dtype = concentration.dtype
    let parameters = noGrad { concentration.cast(to: .float64).contiguous() }
    let type: DType = dtype.isFloatingPoint ? .float64 : dtype
    let logarithms = drawn(op, concentration.shape, type, file: file, line: line) {
      RandomKernel.draw(tk_log_gamma, parameters, into: $0, generator ?? defaultGenerator)
    }
    return noGrad { logarithms.softmax(axis: -1).cast(to: dtype) }
  }
}
