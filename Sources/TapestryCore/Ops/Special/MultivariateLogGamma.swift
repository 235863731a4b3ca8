import Glibc

extension Tensor {
  /// The logarithm of the multivariate gamma function in `dimensions` dimensions, of each element. Integers and bool give float32.
  ///
  /// It is `d (d - 1) / 4 · log(π) + Σ lgamma(x - i / 2)` over `i = 0 ..< d`. `torch.mvlgamma`.
  public func mvlgamma(
    _ dimensions: Int, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(dimensions >= 1, "mvlgamma: \(dimensions) dimensions", file: file, line: line)
    if dtype.computeType != dtype { return computed { $0.mvlgamma(dimensions) } }
    let input = cast(to: dtype.promotedToFloat)
    let constant = 0.25 * Double(dimensions * (dimensions - 1)) * Glibc.log(Double.pi)
    return (0..<dimensions).reduce(Tensor.full(like: input, constant)) { sum, step in
      sum + (input - 0.5 * Double(step)).lgamma()
    }
  }
}
