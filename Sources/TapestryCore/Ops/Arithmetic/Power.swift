import CKernels

extension Tensor {
  /// Each element raised to the power beside it; operands broadcast. `torch.pow`.
  ///
  /// Integers to integer powers stay integers, and wrap where they overflow; fractions, which negative powers give, are cut off.
  public func pow(
    _ exponent: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    Power.apply(self, exponent, file: file, line: line)
  }

  /// Each element raised to one power. A negative whole number for integers is a mistake, as in PyTorch: make them floating-point
  /// numbers first.
  public func pow<Exponent: TensorElement>(
    _ exponent: Exponent, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let power = Tensor.number(exponent, beside: self)
    demand(
      !Tensor.resultType(self, power).isInteger || power.item() >= 0,
      "pow: integers to the power \(exponent) are no integers; cast(to: .float32) first",
      file: file, line: line)
    return Power.apply(self, power, file: file, line: line)
  }

  /// One base raised to the power of each element.
  public static func pow(
    _ base: some TensorElement, _ exponent: Tensor, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    number(base, beside: exponent).pow(exponent, file: file, line: line)
  }
}

struct Power: BinaryOp {
  static let name = "pow"
  static let kernel = TK_POW
  private let base, exponent: SavedTensor
  private let result: SavedTensor?

  init(_ a: Tensor, _ b: Tensor, result: Tensor) {
    base = SavedTensor(a)
    exponent = SavedTensor(b)
    self.result = b.requiresGrad ? SavedTensor(output: result) : nil
  }

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let (x, p) = (base.value, exponent.value)
    // A power of 0 is constant, also at x = 0 where the formula gives 0 · ∞.
    inputs.add(0, Tensor.where(p .== 0, 0, gradient * p * x.pow(p - 1)))
    // 0 to a positive power stays 0 whatever the power, where the formula gives 0 · −∞.
    inputs.add(1, Tensor.where((x .== 0) .&& (p .>= 0), 0, gradient * result!.value * x.log()))
  }
}
