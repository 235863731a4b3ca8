#ifndef TAPESTRY_TK_GEMV_H
#define TAPESTRY_TK_GEMV_H

#include <stddef.h>

#pragma clang assume_nonnull begin

// Products of a matrix [rows, cols], whose rows are `stride` elements apart, and a vector, for
// sizes at which a BLAS call costs more than the product. An element of the result does not
// depend on how many are computed in one call.

// y = w x + bias.
void tk_gemv_f32(float *y, const float *w, const float *x, const float *_Nullable bias, size_t rows,
                 size_t cols, ptrdiff_t stride);
void tk_gemv_f64(double *y, const double *w, const double *x, const double *_Nullable bias,
                 size_t rows, size_t cols, ptrdiff_t stride);

// y = transpose(w) x.
void tk_gemv_t_f32(float *y, const float *w, const float *x, size_t rows, size_t cols,
                   ptrdiff_t stride);
void tk_gemv_t_f64(double *y, const double *w, const double *x, size_t rows, size_t cols,
                   ptrdiff_t stride);

#pragma clang assume_nonnull end

#endif
