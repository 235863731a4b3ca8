extension Tensor {
  /// Whether each element equals one of `others`: bool. `torch.isin`.
  ///
  /// NaN equals nothing. Dtypes are promoted. Takes time in proportion to the logarithm of the number of `others`, not to it.
  ///
  /// - Parameter inverted: gives whether it equals none.
  public func isin(_ others: Tensor, inverted: Bool = false) -> Tensor {
    noGrad {
      let dtype = Tensor.resultType(self, others)
      let x = cast(to: dtype)
      if others.count == 0 { return .full(shape, inverted, dtype: .bool) }
      let sorted = others.cast(to: dtype).reshaped(to: [others.count]).sort().values
      let place = sorted.searchsorted(x).minimum(sorted.count - 1)
      let found = sorted.indexed(axis: 0, place.contiguous()) .== x
      return inverted ? .!found : found
    }
  }

  /// Whether each element equals a number.
  public func isin(_ other: some TensorElement, inverted: Bool = false) -> Tensor {
    inverted ? self .!= other : self .== other
  }
}
