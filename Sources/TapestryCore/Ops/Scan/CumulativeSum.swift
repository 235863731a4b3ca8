import CKernels

extension Tensor {
  /// The sum of each element and those before it along an axis. `torch.cumsum`.
  ///
  /// Float32 is summed in float64. Integers and bool add up to int64.
  ///
  /// - Parameter dtype: what elements are cast to first, and that of the result.
  public func cumsum(
    axis: Int, dtype: DType? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let resolved = resolvedAxis(axis, op: "cumsum", file: file, line: line)
    return accumulated(as: dtype) { source in
      let result = Tensor(uninitialized: shape, dtype: source.dtype)
      Scan.run(TK_CUMSUM, source, axis: resolved, into: result)
      return result.recorded(source, CumulativeSumDerivative(axis: resolved))
    }
  }

  /// Applies `body` to the elements cast to `dtype`, or, where it is nil, to what sums of this dtype are of; integers as int64.
  func accumulated(as dtype: DType?, _ body: (Tensor) -> Tensor) -> Tensor {
    let source = dtype.map { cast(to: $0) } ?? autocast(for: .reduction)
    let isFloatingPoint = source.dtype.isFloatingPoint
    let result = body(isFloatingPoint ? source.computable : source.cast(to: .int64))
    return result.cast(to: dtype ?? (isFloatingPoint ? source.dtype : .int64))
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
