import CKernels

extension Tensor {
  /// Each element where it is positive, else 0; the derivative at 0 is 0. Not for bool. `torch.relu`.
  public func relu(file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    Rectifier.apply(to: self, file: file, line: line)
  }
}

enum Rectifier: UnaryOp {
  static let name = "relu"
  static let kernel = TK_RELU
  static let keepsIntegers = true
  static var derivative: UnaryDerivative {
    .ofOutput(TK_RELU_BACKWARD) { gradient, y in
      gradient.maskedFill(y .<= 0, with: 0)
    }
  }
}
