import CKernels

extension Tensor {
  /// The logarithm of the sum of exponentials of each element and those before it along an axis. `torch.logcumsumexp`.
  ///
  /// Computed without overflow. Floating-point dtypes only.
  public func logcumsumexp(
    axis: Int, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let resolved = resolvedAxis(axis, op: "logcumsumexp", file: file, line: line)
    demand(
      dtype.isFloatingPoint, "logcumsumexp: needs a floating-point dtype, not \(dtype)",
      file: file, line: line)
    if dtype.computeType != dtype { return computed { $0.logcumsumexp(axis: resolved) } }
    let result = Tensor(uninitialized: shape, dtype: dtype)
    Scan.run(TK_LOGCUMSUMEXP, self, axis: resolved, into: result)
    return result.recorded(
      self,
      LogCumulativeSumExpDerivative(
        input: SavedTensor(self), output: SavedTensor(output: result), axis: resolved))
  }
}

struct LogCumulativeSumExpDerivative: Derivative {
  static let name = "logcumsumexp"
  let input, output: SavedTensor
  let axis: Int

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    // Input i has the share exp(x[i] − y[j]) in every y[j] from its own on. The results never fall, so that
    // exp(y[i] − y[i + 1]), by which shares shrink from one result to the next, does not overflow.
    let y = output.value
    let shrinkage = rising(y).exp()
    let sum = gradient.reverseRecurrence(shrinkage, axis: axis)
    inputs.add(0, (input.value - y).exp() * sum)
  }

  /// `y[i] − y[i + 1]`, and 0 at the end.
  private func rising(_ y: Tensor) -> Tensor {
    if y.rank == 0 || y.shape[axis] == 0 { return Tensor.zeros(like: y) }
    let (size, edge) = (y.shape[axis], y.narrowed(axis: axis, start: -1, length: 1))
    let next = concatenate([y.narrowed(axis: axis, start: 1, length: size - 1), edge], axis: axis)
    return y - next
  }
}
