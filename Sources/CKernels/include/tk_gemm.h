#ifndef TAPESTRY_TK_GEMM_H
#define TAPESTRY_TK_GEMM_H

#include <stdbool.h>
#include <stddef.h>

#pragma clang assume_nonnull begin

// c [m, n] = a [m, k] · b [k, n], or c += a · b; strides are in elements. Columns of c lie side by side.
typedef struct {
  size_t m, n, k;
  const float *a;
  ptrdiff_t a_row, a_column;
  const float *b;
  ptrdiff_t b_row, b_column;
  float *c;
  ptrdiff_t c_row;
  bool accumulates;
} tk_gemm;

// Whether tk_gemm_f32 has vectors to work with on this processor.
bool tk_gemm_is_fast(void);

// Made for products whose operands fit in the second cache, where copying them into one's own order costs OpenBLAS as
// much as a part of the product. Sums over k run in order, in pieces that depend on k alone.
void tk_gemm_f32(const tk_gemm *product);

#pragma clang assume_nonnull end

#endif
