import CKernels

extension Tensor {
  /// The product of each element and those before it along an axis. `torch.cumprod`.
  ///
  /// Float32 is multiplied in float64. Integers and bool multiply to int64. The derivative takes linear time and is right where
  /// elements are 0.
  ///
  /// - Parameter dtype: what elements are cast to first, and that of the result.
  public func cumprod(
    axis: Int, dtype: DType? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let resolved = resolvedAxis(axis, op: "cumprod", file: file, line: line)
    return accumulated(as: dtype) { source in
      let result = Tensor(uninitialized: shape, dtype: source.dtype)
      Scan.run(TK_CUMPROD, source, axis: resolved, into: result)
      return result.recorded(
        source,
        CumulativeProductDerivative(
          input: SavedTensor(source), output: SavedTensor(output: result), axis: resolved))
    }
  }
}

struct CumulativeProductDerivative: Derivative {
  static let name = "cumprod"
  let input, output: SavedTensor
  let axis: Int

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    // The product up to j, of an i ≤ j: what precedes i, times what lies between i and j.
    let before = output.value.shiftedForward(axis: axis, first: 1)
    let after = gradient.reverseRecurrence(input.value.shiftedBack(axis: axis), axis: axis)
    inputs.add(0, before * after)
  }
}
