extension Tensor {
  /// The step function of each element: 0 for negative ones and NaN, 1 for positive ones, at 0 the value beside it. Operands
  /// broadcast; never on the tape. `torch.heaviside`.
  public func heaviside(
    _ valueAtZero: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    _ = Tensor.broadcastShape("heaviside", self, valueAtZero, file: file, line: line)
    return noGrad {
      let dtype = Tensor.resultType(self, valueAtZero)
      return Tensor.where(
        self .== 0, valueAtZero.cast(to: dtype), (self .> 0).cast(to: dtype), file: file, line: line
      )
    }
  }

  public func heaviside(
    _ valueAtZero: some TensorElement, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    heaviside(.number(valueAtZero, beside: self), file: file, line: line)
  }
}
