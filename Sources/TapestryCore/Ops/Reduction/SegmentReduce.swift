extension Tensor {
  /// Elements combined in runs along an axis, one result for each run. `torch.segment_reduce` with `lengths`.
  ///
  /// The axis is the last one of `lengths`; that of PyTorch's axis argument follows from it.
  ///
  /// - Parameters:
  ///   - reduce: how elements are combined. NaN is the largest and the smallest.
  ///   - lengths: of the runs, at least 0, an integer tensor `[…, runs]` where `…` are this tensor's sizes before the axis; its rows
  ///     sum to the axis's size.
  ///   - initial: takes part in every run as one more element, but does not count in means, and is all there is of a run of
  ///     nothing. Without it these are 0 as sums, 1 as products, NaN as means, and infinite as extremes.
  /// - Returns: of this floating-point dtype, this shape with the number of runs in the axis's place.
  public func segmentReduce(
    _ reduce: ScatterReduction, lengths: Tensor, initial: Double? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    checkSegments("lengths", lengths, file: file, line: line)
    let axis = lengths.rank - 1
    let offsets = noGrad { () -> Tensor in
      var start = lengths.shape
      start[axis] = 1
      return concatenate([.zeros(start, dtype: .int64), lengths.cumsum(axis: -1)], axis: axis)
    }
    let isWhole = (offsets.selected(axis: -1, index: -1) .== shape[axis]).all()
    demand(
      isWhole.item(as: Bool.self) && (lengths .>= 0).all().item(as: Bool.self),
      "segmentReduce: lengths \(lengths.shape), which must be at least 0 and sum to size \(shape[axis]) of axis \(axis)",
      file: file, line: line)
    return reducedInSegments(reduce, offsets, initial)
  }

  /// As above, of runs that begin where the one before ends. `torch.segment_reduce` with `offsets`.
  ///
  /// - Parameter offsets: where each run begins and, one more, where the last ends: an integer tensor `[…, runs + 1]`, ascending along
  ///   its last axis. What lies before the first or behind the last takes no part.
  public func segmentReduce(
    _ reduce: ScatterReduction, offsets: Tensor, initial: Double? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    checkSegments("offsets", offsets, file: file, line: line)
    let axis = offsets.rank - 1
    demand(
      offsets.shape[axis] > 0,
      "segmentReduce: offsets of shape \(offsets.shape), one needed at least",
      file: file, line: line)
    let isAscending = noGrad {
      (offsets.diff() .>= 0).all() .&& (offsets .>= 0).all() .&& (offsets .<= shape[axis]).all()
    }
    demand(
      isAscending.item(as: Bool.self),
      "segmentReduce: offsets that do not ascend within 0…\(shape[axis]), the size of axis \(axis)",
      file: file, line: line)
    return reducedInSegments(reduce, offsets, initial)
  }

  private func checkSegments(
    _ what: StaticString, _ segments: Tensor, file: StaticString, line: UInt
  ) {
    demand(
      dtype.isFloatingPoint, "segmentReduce: needs a floating-point dtype, not \(dtype)",
      file: file,
      line: line)
    demand(
      segments.dtype.isInteger,
      "segmentReduce: \(what) of \(segments.dtype); an integer dtype is needed", file: file,
      line: line)
    let axes = segments.rank - 1
    demand(
      axes >= 0 && axes < rank && segments.shape.prefix(axes).elementsEqual(shape.prefix(axes)),
      "segmentReduce: \(what) of shape \(segments.shape) for shape \(shape)", file: file, line: line
    )
  }

  private func reducedInSegments(
    _ reduce: ScatterReduction, _ offsets: Tensor, _ initial: Double?
  ) -> Tensor {
    if dtype.computeType != dtype {
      return computed { $0.reducedInSegments(reduce, offsets, initial) }
    }
    let (axis, runs) = (offsets.rank - 1, offsets.shape.last! - 1)
    // How many offsets come up to an element says which run it is in. What is in none is brought to places at both ends.
    let (places, lengths) = noGrad { () -> (Tensor, Tensor) in
      let elements = Tensor.arange(shape[axis]).expanded(to: Shape(shape.prefix(axis + 1)))
      let counts = offsets.searchsorted(elements, side: .right)
      let trailing = Array(repeating: 1, count: rank - axis - 1)
      return (
        counts.reshaped(to: Shape(counts.shape + trailing)).expanded(to: shape),
        offsets.diff().reshaped(to: Shape(offsets.shape.dropLast() + [runs] + trailing))
      )
    }
    func reduced(_ reduction: ScatterReduction, from first: Double, includesFirst: Bool) -> Tensor {
      var all = shape
      all[axis] = runs + 2
      return Tensor.full(all, first, dtype: dtype).scatterReduced(
        "segmentReduce", axis, places, self, reduction, includesFirst, file: #fileID, line: #line
      ).narrowed(axis: axis, start: 1, length: runs)
    }
    switch reduce {
    case .sum: return reduced(.sum, from: initial ?? 0, includesFirst: true)
    case .prod: return reduced(.prod, from: initial ?? 1, includesFirst: true)
    case .mean:
      let sum = reduced(.sum, from: initial ?? 0, includesFirst: true)
      return sum / (initial == nil ? lengths : lengths.maximum(1)).cast(to: dtype)
    case .amax:
      let largest = reduced(.amax, from: -.infinity, includesFirst: false)
      return initial.map { Tensor.where(largest .< $0, $0, largest) } ?? largest
    case .amin:
      let smallest = reduced(.amin, from: .infinity, includesFirst: false)
      return initial.map { Tensor.where(smallest .> $0, $0, smallest) } ?? smallest
    }
  }
}
