import CKernels

extension Tensor {
  /// Each integer with its bits reversed, 0 for 1 and 1 for 0; of bools, whether each does not hold. `torch.bitwise_not`.
  public func bitwiseNot(file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    invertedBits(file, line)
  }

  /// As ``bitwiseNot(file:line:)``.
  public static prefix func ~ (x: Tensor) -> Tensor { x.invertedBits(nil, 0) }

  private func invertedBits(_ file: StaticString?, _ line: UInt) -> Tensor {
    if dtype.isFloatingPoint {
      Tensor.stop("bitwiseNot: needs integers or bools, not \(dtype)", file, line)
    }
    let result = Tensor(uninitialized: shape, dtype: dtype)
    Elementwise.unary(TK_BITWISE_NOT, self, into: result)
    return result.untaped("bitwiseNot")
  }
}
