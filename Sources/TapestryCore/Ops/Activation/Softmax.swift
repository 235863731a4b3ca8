import CKernels

extension Tensor {
  /// Along an axis, `exp(x)` divided by its sum: positive numbers that add up to 1. `torch.softmax`.
  ///
  /// Integers and bool give float32. Computed without overflow, from differences to the largest element.
  ///
  /// - Parameter dtype: what the elements are cast to first, if given; a floating-point dtype.
  public func softmax(
    axis: Int, dtype: DType? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let resolved = resolvedAxis(axis, op: "softmax", file: file, line: line)
    demand(
      dtype?.isFloatingPoint ?? true, "softmax: needs a floating-point dtype, not \(dtype!)",
      file: file, line: line)
    let input = dtype.map { cast(to: $0) } ?? autocast(for: .softmax).asFloatingPoint
    if input.dtype.computeType != input.dtype {
      return input.computed { $0.softmax(axis: resolved) }
    }
    let result = input.along(resolved, rows: Rows.softmax, columns: Columns.softmax)
    return result.recorded(
      input, SoftmaxDerivative(output: SavedTensor(output: result), axis: resolved))
  }

  /// Applies to what an axis holds `columns`, which takes it as it lies in a contiguous tensor, or `rows`, for which it is
  /// brought side by side.
  func along(
    _ axis: Int, rows: (Tensor) -> Tensor, columns: (Tensor, _ axis: Int) -> Tensor
  ) -> Tensor {
    noGrad { hasColumns(along: axis) ? columns(contiguous(), axis) : rowwise(axis: axis, rows) }
  }

  /// The same of two tensors of one shape.
  func along(
    _ axis: Int, with other: Tensor, rows: (Tensor, Tensor) -> Tensor,
    columns: (Tensor, Tensor, _ axis: Int) -> Tensor
  ) -> Tensor {
    noGrad {
      hasColumns(along: axis)
        ? columns(contiguous(), other.contiguous(), axis)
        : rowwise(axis: axis, with: other, rows)
    }
  }

  /// Whether what an axis holds is better treated as columns than brought side by side.
  private func hasColumns(along axis: Int) -> Bool {
    rank > 1 && shape[(axis + 1)...].reduce(1, *) >= Columns.least
      && (strides[axis] != 1 || isContiguous)
  }

  /// Applies `body`, which works on rows of a contiguous tensor, along one axis.
  func rowwise(axis: Int, _ body: (Tensor) -> Tensor) -> Tensor {
    noGrad {
      if rank < 2 || axis == rank - 1 { return body(contiguous()) }
      return body(transposed(axis, -1).contiguous()).transposed(axis, -1).contiguous()
    }
  }

  /// The same of two tensors of one shape.
  func rowwise(axis: Int, with other: Tensor, _ body: (Tensor, Tensor) -> Tensor) -> Tensor {
    rowwise(axis: axis) { rows in
      body(rows, (rank < 2 ? other : other.transposed(axis, -1)).contiguous())
    }
  }
}

struct SoftmaxDerivative: Derivative {
  static let name = "softmax"
  let output: SavedTensor
  let axis: Int

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let y = output.value
    // The same by tensor operations, which can be differentiated in turn.
    inputs.add(
      0,
      isRecording
        ? (gradient - (gradient * y).sum(axis: axis, keepDims: true)) * y
        : gradient.along(
          axis, with: y, rows: Rows.softmaxBackward, columns: Columns.softmaxBackward))
  }
}
