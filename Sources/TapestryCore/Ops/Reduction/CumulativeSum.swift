import CKernels

extension Tensor {
  /// The sum of each element and those before it along an axis. `torch.cumsum`.
  ///
  /// Integers and bool add up to int64.
  public func cumsum(
    axis: Int, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let resolved = resolvedAxis(axis, op: "cumsum", file: file, line: line)
    if dtype.computeType != dtype { return computed { $0.cumsum(axis: resolved) } }
    let source = dtype.isFloatingPoint ? self : cast(to: .int64)
    if rank == 0 { return source.clone() }
    let result = Tensor(uninitialized: shape, dtype: source.dtype)
    Scan.cumulativeSum(source, axis: resolved, into: result)
    return result.recorded(source, CumulativeSumDerivative(axis: resolved))
  }
}

struct CumulativeSumDerivative: Derivative {
  static let name = "cumsum"
  let axis: Int

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    // Each element counts in all sums from its own on.
    inputs.add(0, gradient.flipped(axes: [axis]).cumsum(axis: axis).flipped(axes: [axis]))
  }
}
