extension Tensor {
  /// How often each whole number from 0 to the largest comes, or the sum of its weights. `torch.bincount`.
  ///
  /// - Parameters:
  ///   - weights: of this shape; nil counts, as int64. Sums are float32 of float32, else float64; nothing of this is on the tape.
  ///   - minLength: how many numbers are counted at least.
  public func bincount(
    weights: Tensor? = nil, minLength: Int = 0, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(
      rank == 1 && dtype.isInteger,
      "bincount: numbers of \(dtype) \(shape); one axis of an integer dtype is needed",
      file: file, line: line)
    demand(minLength >= 0, "bincount: a length of \(minLength)", file: file, line: line)
    demand(
      weights == nil || weights!.shape == shape,
      "bincount: weights \(weights?.shape ?? []) for \(shape)", file: file, line: line)
    return noGrad {
      let places = cast(to: .int64).contiguous()
      var size = 0
      if count > 0 {
        let bounds = places.aminmax()
        let (least, most) = (bounds.min.item(as: Int.self), bounds.max.item(as: Int.self))
        if least < 0 || most == .max {
          let wrong = Gather.firstOutside(places, 0..<Int.max) ?? least
          mistake("bincount: a number of \(wrong), less than 0", file: file, line: line)
        }
        size = most + 1
      }
      guard let weights else {
        let counts = Tensor.zeros([Swift.max(size, minLength)], dtype: .int64)
        Counting.add(places, to: counts)
        return counts
      }
      let dtype: DType = weights.dtype == .float32 ? .float32 : .float64
      return Tensor.zeros([Swift.max(size, minLength)], dtype: dtype)
        .scatterAdd(axis: 0, indices: places, source: weights.cast(to: dtype))
    }
  }
}
