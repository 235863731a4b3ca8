extension Tensor {
  /// `beta · self + alpha · a · b` for matrices. `torch.addmm`.
  ///
  /// - Parameters:
  ///   - a: `[m, k]`.
  ///   - b: `[k, n]`.
  ///   - beta: a factor of this tensor, which stretches to `[m, n]`; where it is 0, NaN and infinities in this tensor do not count.
  ///     For integers, this and `alpha` count without their fractions.
  public func addmm(
    _ a: Tensor, _ b: Tensor, beta: Double = 1, alpha: Double = 1, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    if isHalf(a, b) {
      return computed(with: a, b) {
        $0.addmm($1[0]!, $1[1]!, beta: beta, alpha: alpha, file: file, line: line)
      }
    }
    let product = a.strictProduct("addmm", b, ranks: (2, 2), file: file, line: line)
    return blended("addmm", product, beta, alpha, file: file, line: line)
  }

  /// `beta · self + alpha · a · v` for a matrix `[m, k]` and a vector `[k]`. `torch.addmv`; see ``addmm(_:_:beta:alpha:file:line:)``.
  public func addmv(
    _ a: Tensor, _ v: Tensor, beta: Double = 1, alpha: Double = 1, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    if isHalf(a, v) {
      return computed(with: a, v) {
        $0.addmv($1[0]!, $1[1]!, beta: beta, alpha: alpha, file: file, line: line)
      }
    }
    let product = a.strictProduct("addmv", v, ranks: (2, 1), file: file, line: line)
    return blended("addmv", product, beta, alpha, file: file, line: line)
  }

  /// `beta · self + alpha · a · b` for batches of matrices, `[n, m, k]` and `[n, k, p]`. `torch.baddbmm`; see
  /// ``addmm(_:_:beta:alpha:file:line:)``.
  public func baddbmm(
    _ a: Tensor, _ b: Tensor, beta: Double = 1, alpha: Double = 1, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    if isHalf(a, b) {
      return computed(with: a, b) {
        $0.baddbmm($1[0]!, $1[1]!, beta: beta, alpha: alpha, file: file, line: line)
      }
    }
    checkBatches("baddbmm", a, b, file: file, line: line)
    let product = a.strictProduct("baddbmm", b, ranks: (3, 3), file: file, line: line)
    return blended("baddbmm", product, beta, alpha, file: file, line: line)
  }

  /// `beta · self + alpha · Σ aᵢ · bᵢ` over batches of matrices, `[n, m, k]` and `[n, k, p]`. `torch.addbmm`; see
  /// ``addmm(_:_:beta:alpha:file:line:)``.
  public func addbmm(
    _ a: Tensor, _ b: Tensor, beta: Double = 1, alpha: Double = 1, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    if isHalf(a, b) {
      return computed(with: a, b) {
        $0.addbmm($1[0]!, $1[1]!, beta: beta, alpha: alpha, file: file, line: line)
      }
    }
    checkBatches("addbmm", a, b, file: file, line: line)
    demand(
      a.rank == 3 && b.rank == 3 && a.shape[2] == b.shape[1],
      "addbmm: \(a.shape) · \(b.shape): [n, m, k] and [n, k, p] are needed", file: file, line: line)
    // The sum over the batch is one product of long rows and columns.
    let (n, m, k, p) = (a.shape[0], a.shape[1], a.shape[2], b.shape[2])
    let product = a.transposed(0, 1).reshaped(to: [m, n * k]).matmul(b.reshaped(to: [n * k, p]))
    return blended("addbmm", product, beta, alpha, file: file, line: line)
  }

  /// `beta · self + alpha · u vᵀ` for two vectors. `torch.addr`; see ``addmm(_:_:beta:alpha:file:line:)``.
  ///
  /// For integers, factors must be whole numbers. For bools, sums are `or`, products `and`, and a factor counts as whether it is 0.
  public func addr(
    _ u: Tensor, _ v: Tensor, beta: Double = 1, alpha: Double = 1, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    if isHalf(u, v) {
      return computed(with: u, v) {
        $0.addr($1[0]!, $1[1]!, beta: beta, alpha: alpha, file: file, line: line)
      }
    }
    demand(
      u.rank == 1 && v.rank == 1,
      "addr: \(u.shape) and \(v.shape): two vectors are needed", file: file, line: line)
    let dtype = DType.promote(self.dtype, DType.promote(u.dtype, v.dtype))
    demand(
      dtype.isFloatingPoint || (Int(exactly: beta) != nil && Int(exactly: alpha) != nil),
      "addr: factors \(beta) and \(alpha) for \(dtype); whole numbers are needed", file: file,
      line: line)
    return blended("addr", u.outer(v), beta, alpha, file: file, line: line)
  }

  /// Whether all three are of one 16-bit floating-point dtype: one rounding at the end is enough.
  private func isHalf(_ a: Tensor, _ b: Tensor) -> Bool {
    dtype.computeType != dtype && a.dtype == dtype && b.dtype == dtype
  }

  private func checkBatches(
    _ op: StaticString, _ a: Tensor, _ b: Tensor, file: StaticString, line: UInt
  ) {
    guard a.rank == 3, b.rank == 3 else { return }
    let (first, second) = (a.shape[0], b.shape[0])
    demand(
      first == second, "\(op): \(a.shape) · \(b.shape): batches of \(first) and \(second) differ",
      file: file, line: line)
  }

  /// `beta · self + alpha · product`, where this tensor stretches to the product's shape.
  private func blended(
    _ op: StaticString, _ product: Tensor, _ beta: Double, _ alpha: Double, file: StaticString,
    line: UInt
  ) -> Tensor {
    demand(
      rank <= product.rank && Shape.broadcast(shape, product.shape) == product.shape,
      "\(op): \(shape) does not stretch to the product's shape \(product.shape)", file: file,
      line: line)
    let dtype = DType.promote(self.dtype, product.dtype)
    demand(
      dtype.takesFactor(beta) && dtype.takesFactor(alpha),
      "\(op): factors \(beta) and \(alpha) for \(dtype), which lacks them", file: file, line: line)
    let (left, right) = (factor(beta, for: dtype), factor(alpha, for: dtype))
    let sum = scaled(product.cast(to: dtype), by: right)
    return left == 0 ? sum : scaled(cast(to: dtype), by: left) + sum
  }

  private func factor(_ number: Double, for dtype: DType) -> Double {
    if dtype == .bool { return number == 0 ? 0 : 1 }
    return dtype.isInteger ? number.rounded(.towardZero) : number
  }

  private func scaled(_ x: Tensor, by factor: Double) -> Tensor {
    if factor == 1 { return x }
    if x.dtype == .bool { return .zeros(like: x) }
    return x.dtype.isFloatingPoint ? x * factor : x * Int(factor)
  }
}
