import Glibc

/// What the windows have in common.
enum Window {
  /// The values of a function of the place, for `count` places.
  ///
  /// - Parameter body: from a place and the distance from the first to the last, which for a periodic window is one past the end.
  static func tensor(
    _ op: StaticString, _ count: Int, isSymmetric: Bool, _ dtype: DType, file: StaticString,
    line: UInt, _ body: (_ place: Double, _ span: Double) -> Double
  ) -> Tensor {
    demand(count >= 0, "\(op): \(count) elements", file: file, line: line)
    demand(
      dtype.isFloatingPoint, "\(op): needs a floating-point dtype, not \(dtype)", file: file,
      line: line)
    // One place alone is the window's middle.
    if count == 1 { return Tensor(elements: [1.0], dtype: dtype) }
    let span = Double(isSymmetric ? count - 1 : count)
    return Tensor(elements: (0..<count).map { body(Double($0), span) }, dtype: dtype)
  }

  /// `Σ (−1)ᵏ aₖ cos(2πk place / span)`.
  static func cosines(_ coefficients: [Double], _ place: Double, _ span: Double) -> Double {
    var (sum, sign) = (0.0, 1.0)
    for (k, coefficient) in coefficients.enumerated() {
      sum += sign * coefficient * Glibc.cos(2 * Double.pi * Double(k) * place / span)
      sign = -sign
    }
    return sum
  }

  /// The modified Bessel function of order 0, by its power series, whose terms are all positive.
  static func bessel(_ x: Double) -> Double {
    var (sum, term, k) = (1.0, 1.0, 1.0)
    repeat {
      term *= (x / (2 * k)) * (x / (2 * k))
      sum += term
      k += 1
    } while term > sum * 0x1p-54
    return sum
  }
}
