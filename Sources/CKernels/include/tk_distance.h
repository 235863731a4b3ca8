#ifndef TAPESTRY_TK_DISTANCE_H
#define TAPESTRY_TK_DISTANCE_H

#include <stddef.h>

#pragma clang assume_nonnull begin

// out[r][c] = the p-norm of a[r] - b[c], of contiguous a [rows, size] and b [cols, size]; p >= 0.
// p = 0 counts the elements other than 0, an infinite p takes the largest magnitude.
void tk_cdist_f32(float *out, const float *a, const float *b, size_t rows, size_t cols, size_t size,
                  double p);
void tk_cdist_f64(double *out, const double *a, const double *b, size_t rows, size_t cols,
                  size_t size, double p);

// Adds to out [rows, size] the derivative for a. Gradient and distances of the pair r, c lie at
// r * row_step + c * col_step.
void tk_cdist_backward_f32(float *out, const float *a, const float *b, const float *gradient,
                           const float *distances, size_t row_step, size_t col_step, size_t rows,
                           size_t cols, size_t size, double p);
void tk_cdist_backward_f64(double *out, const double *a, const double *b, const double *gradient,
                           const double *distances, size_t row_step, size_t col_step, size_t rows,
                           size_t cols, size_t size, double p);

#pragma clang assume_nonnull end

#endif
