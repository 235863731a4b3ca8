import Glibc

extension Tensor {
  /// The exponential `1 + A + A²/2! + A³/3! + …` of each square matrix. `torch.linalg.matrix_exp`.
  ///
  /// By a rational approximation of A / 2ˢ, squared s times (Higham, 2005); of float32 in float64.
  ///
  /// - Returns: the same shape; NaN where an element of the matrix is not finite. Floating-point dtypes only.
  public func matrixExp(file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    if dtype.computeType != dtype { return computed { $0.matrixExp(file: file, line: line) } }
    checkFactorable("matrixExp", isSquare: true, file: file, line: line)
    let result = noGrad { cast(to: .float64).computedExp().cast(to: dtype) }
    return result.recorded(self, MatrixExpDerivative(input: SavedTensor(self)))
  }

  private func computedExp() -> Tensor {
    if count == 0 { return clone() }
    let norms = abs().sum(axis: -2).amax(axes: [-1])
    // Up to this norm the approximation is exact to float64's precision.
    let bound = 5.371920351148152
    let halvings = norms.array(as: Double.self).map { norm in
      norm.isFinite && norm > bound ? Glibc.log2(norm / bound).rounded(.up) : 0
    }
    let counts = Tensor(halvings, shape: batchShape, dtype: .float64).unsqueezed(-1).unsqueezed(-1)
    let scaled = self * (-counts).exp2()
    var result = scaled.rationalExp()
    for step in 0..<Int(halvings.max() ?? 0) {
      result = Tensor.where(counts .> step, result.matmul(result), result)
    }
    let isFinite = norms.isFinite().unsqueezed(-1).unsqueezed(-1)
    return Tensor.where(isFinite, result, Double.nan)
  }

  /// The diagonal Padé approximant of degree 13.
  private func rationalExp() -> Tensor {
    let degree = 13
    var c = [1.0]
    for k in 0..<degree { c.append(c[k] * Double(degree - k) / Double((k + 1) * (2 * degree - k))) }
    let identity = Tensor.identity(shape.last!, dtype: dtype)
    let a2 = matmul(self)
    let a4 = a2.matmul(a2)
    let a6 = a4.matmul(a2)
    // Even and odd powers by themselves: denominator and numerator differ in the sign of the odd ones.
    let odd = matmul(
      a6.matmul(a6 * c[13] + a4 * c[11] + a2 * c[9]) + a6 * c[7] + a4 * c[5] + a2 * c[3]
        + identity * c[1])
    let even =
      a6.matmul(a6 * c[12] + a4 * c[10] + a2 * c[8]) + a6 * c[6] + a4 * c[4] + a2 * c[2]
      + identity * c[0]
    return (even - odd).solved(even + odd).result
  }
}

struct MatrixExpDerivative: Derivative {
  static let name = "matrixExp"
  let input: SavedTensor

  /// The exponential of `[[Aᵀ, G], [0, Aᵀ]]` holds in its upper right corner how exp(Aᵀ) changes along G.
  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let a = input.value.transposed()
    let size = a.shape.last!
    let upper = concatenate([a, gradient], axis: -1)
    let lower = concatenate([Tensor.zeros(like: a), a], axis: -1)
    let result = concatenate([upper, lower], axis: -2).matrixExp()
    inputs.add(0, result.firstRows(size).columns(from: size))
  }
}
