/// On which side of equal elements a value goes in a sorted sequence.
public enum SearchSide: Sendable {
  /// Before them.
  case left
  /// Behind them.
  case right
}

extension Tensor {
  /// Where each of `values` would go in this sorted sequence: how many elements come before it. `torch.searchsorted`.
  ///
  /// NaN goes behind all. Dtypes are promoted.
  ///
  /// - Parameters:
  ///   - values: of any shape where this is one sequence; else equal to this shape but along the last axis, and row is searched in row.
  ///   - side: whether values go before or behind elements that they equal.
  ///   - sorter: of this shape, int64; the places that bring it into order, where it is not, as ``argsort(axis:descending:file:line:)`` gives.
  ///   - dtype: int64 or int32.
  public func searchsorted(
    _ values: Tensor, side: SearchSide = .left, sorter: Tensor? = nil, dtype: DType = .int64,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    searched(
      "searchsorted", values, side: side, sorter: sorter, dtype: dtype, file: file, line: line)
  }

  /// Where one number would go in this sorted sequence of one axis: a scalar.
  public func searchsorted(
    _ value: some TensorElement, side: SearchSide = .left, sorter: Tensor? = nil,
    dtype: DType = .int64, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(
      rank == 1, "searchsorted: one number in sequences of shape \(shape)", file: file, line: line)
    return searched(
      "searchsorted", .number(value, beside: self), side: side, sorter: sorter, dtype: dtype,
      file: file, line: line)
  }

  /// The number of the bucket that each element falls into: how many of the sorted `boundaries` come before it. `torch.bucketize`.
  ///
  /// - Parameters:
  ///   - boundaries: of one axis.
  ///   - side: left for buckets that hold their upper boundary, right for ones that hold their lower.
  ///   - dtype: int64 or int32.
  public func bucketize(
    _ boundaries: Tensor, side: SearchSide = .left, dtype: DType = .int64,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(
      boundaries.rank == 1,
      "bucketize: boundaries of shape \(boundaries.shape); one axis is needed",
      file: file, line: line)
    return boundaries.searched(
      "bucketize", self, side: side, sorter: nil, dtype: dtype, file: file, line: line)
  }

  private func searched(
    _ op: StaticString, _ values: Tensor, side: SearchSide, sorter: Tensor?, dtype: DType,
    file: StaticString, line: UInt
  ) -> Tensor {
    demand(rank > 0, "\(op): a scalar is no sequence", file: file, line: line)
    demand(
      dtype == .int64 || dtype == .int32, "\(op): a result of \(dtype), not int64 or int32",
      file: file, line: line)
    demand(
      rank == 1 || values.shape.dropLast().elementsEqual(shape.dropLast()) && values.rank == rank,
      "\(op): values \(values.shape) for sequences \(shape): only the last sizes may differ",
      file: file, line: line)
    if let sorter {
      demand(
        sorter.shape == shape && sorter.dtype == .int64,
        "\(op): a sorter \(sorter.dtype) \(sorter.shape) for sequences \(shape); int64 of that shape is needed",
        file: file, line: line)
      let size = shape[rank - 1]
      demand(
        Gather.firstOutside(sorter.contiguous(), 0..<size) == nil,
        "\(op): the sorter has a place outside 0..<\(size)", file: file, line: line)
    }
    var common = Tensor.resultType(self, values)
    if values.isNumber, common.isInteger, !common.holds(values.item(as: Int.self)) {
      // A number that the sequence's dtype lacks must not turn into one that it has.
      common = .int64
    }
    return noGrad {
      let sequence = cast(to: common).sortable.contiguous()
      return Sorting.search(
        sequence, values.cast(to: common).sortable.contiguous(), sorter: sorter?.contiguous(),
        isRight: side == .right
      ).untaped("\(op)").cast(to: dtype)
    }
  }
}
