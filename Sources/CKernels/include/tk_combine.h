#ifndef TAPESTRY_TK_COMBINE_H
#define TAPESTRY_TK_COMBINE_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

// Weighted sums along an axis: out[o][r][j] = sum over t in starts[r] ..< starts[r + 1] of
// weights[t] * in[o][places[t]][j], for o < outer, r < rows and j < inner. `in_rows` is the length of
// the axis in `in`.
void tk_combine_f32(float *out, const float *in, size_t outer, size_t rows, size_t in_rows,
                    size_t inner, const int32_t *starts, const int32_t *places,
                    const float *weights);
void tk_combine_f64(double *out, const double *in, size_t outer, size_t rows, size_t in_rows,
                    size_t inner, const int32_t *starts, const int32_t *places,
                    const double *weights);

#pragma clang assume_nonnull end

#endif
