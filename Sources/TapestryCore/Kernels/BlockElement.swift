import CKernels
import COpenBLAS

/// A floating-point type that blocks of attention are computed in.
protocol BlockElement: BinaryFloatingPoint {
  typealias Numbers = UnsafeMutablePointer<Self>
  typealias LogSums = UnsafeMutablePointer<Double>

  /// `c = factor · a b + beta · c` for row-major c `[m, n]` and an inner size of k; a and b may be stored transposed.
  static func multiply(
    _ a: Numbers, _ isATransposed: Bool, _ lda: Int, _ b: Numbers, _ isBTransposed: Bool,
    _ ldb: Int, _ c: Numbers, _ ldc: Int, _ m: Int, _ n: Int, _ k: Int, _ factor: Double,
    _ beta: Double)

  static func softmaxBlock(
    _ scores: Numbers, _ maxima: Numbers, _ sums: Numbers, _ corrections: Numbers, _ rows: Int,
    _ columns: Int, _ mask: tk_attention_mask)
  static func scale(
    _ out: Numbers, _ outStep: Int, _ factors: Numbers, _ rows: Int, _ columns: Int)
  static func finish(
    _ out: Numbers, _ outStep: Int, _ logSums: LogSums, _ maxima: Numbers, _ sums: Numbers,
    _ rows: Int,
    _ columns: Int)
  static func probabilities(
    _ scores: Numbers, _ logSums: LogSums, _ rows: Int, _ columns: Int, _ mask: tk_attention_mask)
  static func products(
    _ products: Numbers, _ gradient: Numbers, _ gradientStep: Int, _ output: Numbers,
    _ outputStep: Int, _ rows: Int, _ columns: Int)
  static func backward(
    _ gradient: Numbers, _ probabilities: Numbers, _ products: Numbers, _ rows: Int, _ columns: Int)
  static func backward(
    _ gradient: Numbers, wholeRows probabilities: Numbers, _ rows: Int, _ columns: Int)
}

extension Float: BlockElement {
  static func multiply(
    _ a: Numbers, _ isATransposed: Bool, _ lda: Int, _ b: Numbers, _ isBTransposed: Bool,
    _ ldb: Int, _ c: Numbers, _ ldc: Int, _ m: Int, _ n: Int, _ k: Int, _ factor: Double,
    _ beta: Double
  ) {
    if m == 0 || n == 0 { return }
    if FloatGemm.isFast && n >= FloatGemm.leastColumns && k > 0 && (beta == 0 || beta == 1) {
      return FloatGemm.run(
        tk_gemm(
          m: m, n: n, k: k, a: a, a_row: isATransposed ? 1 : lda,
          a_column: isATransposed ? lda : 1, b: b, b_row: isBTransposed ? 1 : ldb,
          b_column: isBTransposed ? ldb : 1, c: c, c_row: ldc, base: beta == 0 ? nil : c,
          base_row: ldc, scale: Float(factor), stays: false))
    }
    OpenBLAS.prepared
    cblas_sgemm(
      CblasRowMajor, isATransposed ? CblasTrans : CblasNoTrans,
      isBTransposed ? CblasTrans : CblasNoTrans, blasint(m), blasint(n), blasint(k), Float(factor),
      a, blasint(Swift.max(lda, 1)), b, blasint(Swift.max(ldb, 1)), Float(beta), c, blasint(ldc))
  }

  static func softmaxBlock(
    _ scores: Numbers, _ maxima: Numbers, _ sums: Numbers, _ corrections: Numbers, _ rows: Int,
    _ columns: Int, _ mask: tk_attention_mask
  ) { tk_attention_block_f32(scores, maxima, sums, corrections, rows, columns, mask) }

  static func scale(
    _ out: Numbers, _ outStep: Int, _ factors: Numbers, _ rows: Int, _ columns: Int
  ) { tk_attention_scale_f32(out, outStep, factors, rows, columns) }

  static func finish(
    _ out: Numbers, _ outStep: Int, _ logSums: LogSums, _ maxima: Numbers, _ sums: Numbers,
    _ rows: Int, _ columns: Int
  ) { tk_attention_finish_f32(out, outStep, logSums, maxima, sums, rows, columns) }

  static func probabilities(
    _ scores: Numbers, _ logSums: LogSums, _ rows: Int, _ columns: Int, _ mask: tk_attention_mask
  ) { tk_attention_probabilities_f32(scores, logSums, rows, columns, mask) }

  static func products(
    _ products: Numbers, _ gradient: Numbers, _ gradientStep: Int, _ output: Numbers,
    _ outputStep: Int, _ rows: Int, _ columns: Int
  ) {
    tk_attention_products_f32(
      products, gradient, gradientStep, output, outputStep, rows, columns)
  }

  static func backward(
    _ gradient: Numbers, _ probabilities: Numbers, _ products: Numbers, _ rows: Int, _ columns: Int
  ) { tk_attention_backward_f32(gradient, probabilities, products, rows, columns) }

  static func backward(
    _ gradient: Numbers, wholeRows probabilities: Numbers, _ rows: Int, _ columns: Int
  ) { tk_softmax_backward_f32(gradient, gradient, probabilities, rows, columns) }
}

extension Double: BlockElement {
  static func multiply(
    _ a: Numbers, _ isATransposed: Bool, _ lda: Int, _ b: Numbers, _ isBTransposed: Bool,
    _ ldb: Int, _ c: Numbers, _ ldc: Int, _ m: Int, _ n: Int, _ k: Int, _ factor: Double,
    _ beta: Double
  ) {
    if m == 0 || n == 0 { return }
    OpenBLAS.prepared
    cblas_dgemm(
      CblasRowMajor, isATransposed ? CblasTrans : CblasNoTrans,
      isBTransposed ? CblasTrans : CblasNoTrans, blasint(m), blasint(n), blasint(k), factor, a,
      blasint(Swift.max(lda, 1)), b, blasint(Swift.max(ldb, 1)), beta, c, blasint(ldc))
  }

  static func softmaxBlock(
    _ scores: Numbers, _ maxima: Numbers, _ sums: Numbers, _ corrections: Numbers, _ rows: Int,
    _ columns: Int, _ mask: tk_attention_mask
  ) { tk_attention_block_f64(scores, maxima, sums, corrections, rows, columns, mask) }

  static func scale(
    _ out: Numbers, _ outStep: Int, _ factors: Numbers, _ rows: Int, _ columns: Int
  ) { tk_attention_scale_f64(out, outStep, factors, rows, columns) }

  static func finish(
    _ out: Numbers, _ outStep: Int, _ logSums: LogSums, _ maxima: Numbers, _ sums: Numbers,
    _ rows: Int, _ columns: Int
  ) { tk_attention_finish_f64(out, outStep, logSums, maxima, sums, rows, columns) }

  static func probabilities(
    _ scores: Numbers, _ logSums: LogSums, _ rows: Int, _ columns: Int, _ mask: tk_attention_mask
  ) { tk_attention_probabilities_f64(scores, logSums, rows, columns, mask) }

  static func products(
    _ products: Numbers, _ gradient: Numbers, _ gradientStep: Int, _ output: Numbers,
    _ outputStep: Int, _ rows: Int, _ columns: Int
  ) {
    tk_attention_products_f64(
      products, gradient, gradientStep, output, outputStep, rows, columns)
  }

  static func backward(
    _ gradient: Numbers, _ probabilities: Numbers, _ products: Numbers, _ rows: Int, _ columns: Int
  ) { tk_attention_backward_f64(gradient, probabilities, products, rows, columns) }

  static func backward(
    _ gradient: Numbers, wholeRows probabilities: Numbers, _ rows: Int, _ columns: Int
  ) { tk_softmax_backward_f64(gradient, gradient, probabilities, rows, columns) }
}
