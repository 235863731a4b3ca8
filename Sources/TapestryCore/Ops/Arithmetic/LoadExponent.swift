extension Tensor {
  /// Each element times two to the power beside it; operands broadcast. Integers and bool give float32. `torch.ldexp`.
  public func ldexp(
    _ exponent: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    _ = Tensor.broadcastShape("ldexp", self, exponent, file: file, line: line)
    let dtype = Tensor.resultType(self, exponent).promotedToFloat
    return cast(to: dtype) * exponent.cast(to: dtype).exp2()
  }

  public func ldexp(_ exponent: some TensorElement) -> Tensor {
    ldexp(.number(exponent, beside: self))
  }
}
