#ifndef TAPESTRY_TK_GEMM_H
#define TAPESTRY_TK_GEMM_H

#include <stdbool.h>
#include <stddef.h>

#pragma clang assume_nonnull begin

// c [m, n] = scale · a [m, k] · b [k, n], plus what `base` holds: c itself, a row of n elements for every row (base_row 0), or
// nothing where it is null. Strides are in elements. Columns of c and of the base lie side by side. Where `stays`, operands
// are in the first two caches and their rows lie so that reading them in place is best: b's columns side by side, neither
// with rows a power of two apart.
typedef struct {
  size_t m, n, k;
  const float *a;
  ptrdiff_t a_row, a_column;
  const float *b;
  ptrdiff_t b_row, b_column;
  float *c;
  ptrdiff_t c_row;
  const float *_Nullable base;
  ptrdiff_t base_row;
  float scale;
  bool stays;
} tk_gemm;

// Whether tk_gemm_f32 has vectors to work with on this processor.
bool tk_gemm_is_fast(void);

// The elements that tk_gemm_f32 needs to copy operands to.
size_t tk_gemm_workspace(size_t m, size_t n, size_t k);

// Sums over k run in order, in pieces that depend on k alone: an element is the same whichever block it is computed in.
void tk_gemm_f32(const tk_gemm *product, float *workspace);

#pragma clang assume_nonnull end

#endif
