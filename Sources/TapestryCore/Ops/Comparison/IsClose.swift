extension Tensor {
  /// Whether each element is close to the one beside it, `|self − other| ≤ atol + rtol · |other|`, as a bool tensor; operands broadcast.
  ///
  /// Equal infinities are close; NaN is close to NaN alone, and only where `equalNaN`. `torch.isclose`.
  ///
  /// - Parameters:
  ///   - rtol: relative tolerance, at least 0.
  ///   - atol: absolute tolerance, at least 0.
  public func isClose(
    to other: Tensor, rtol: Double = 1e-5, atol: Double = 1e-8, equalNaN: Bool = false,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    closeness("isClose", to: other, rtol, atol, equalNaN, file: file, line: line)
  }

  /// What ``isClose(to:rtol:atol:equalNaN:file:line:)`` and ``allClose(to:rtol:atol:equalNaN:file:line:)`` have in common.
  func closeness(
    _ op: String, to other: Tensor, _ rtol: Double, _ atol: Double, _ equalNaN: Bool,
    file: StaticString, line: UInt
  ) -> Tensor {
    demand(
      rtol >= 0 && atol >= 0, "\(op): tolerances \(rtol) and \(atol), at least 0 needed",
      file: file, line: line)
    _ = Tensor.broadcastShape(op, self, other, file: file, line: line)
    return noGrad {
      let dtype = Tensor.resultType(self, other)
      let (a, b) = (cast(to: dtype), other.cast(to: dtype))
      let isSame = a .== b
      let isClose = equalNaN ? isSame .|| (a.isNaN() .&& b.isNaN()) : isSame
      if rtol == 0 && atol == 0 { return isClose }
      let wide = b.cast(to: dtype.promotedToFloat)
      let distance = (a.cast(to: wide.dtype) - wide).abs()
      return isClose .|| (distance.isFinite() .&& (distance .<= (wide.abs() * rtol + atol)))
    }
  }
}
