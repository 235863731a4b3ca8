#ifndef TAPESTRY_TK_POOL_H
#define TAPESTRY_TK_POOL_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

// The windows along one axis: window i holds the places starts[i], starts[i] + step, … before ends[i],
// all of them inside 0 ..< size.
typedef struct {
  ptrdiff_t size;
  ptrdiff_t count;
  const int32_t *starts;
  const int32_t *ends;
  ptrdiff_t step;
  // Where the windows are evenly spaced: window i holds i * stride - padding + t * step for t < taps,
  // as far as that is inside. 0 where they are not.
  ptrdiff_t stride;
  ptrdiff_t padding;
  ptrdiff_t taps;
} tk_windows;

// The largest element of each window of `planes` volumes, and its number in the volume: the first of
// equal ones, the last NaN. A window without places gives the smallest value and the number -1.
void tk_max_pool_f32(float *out, int64_t *indices, const float *in, size_t planes,
                     const tk_windows *axes);
void tk_max_pool_f64(double *out, int64_t *indices, const double *in, size_t planes,
                     const tk_windows *axes);
void tk_max_pool_i64(int64_t *out, int64_t *indices, const int64_t *in, size_t planes,
                     const tk_windows *axes);

// out[p][indices[p][i]] += in[p][i], for p < planes and i < count; `size` is the length of a plane of
// `out`. Negative indices are skipped.
void tk_plane_add_f32(float *out, const float *in, const int64_t *indices, size_t planes,
                      size_t size, size_t count);
void tk_plane_add_f64(double *out, const double *in, const int64_t *indices, size_t planes,
                      size_t size, size_t count);

// out[p][indices[p][i]] = in[p][i]: of equal indices the last counts.
void tk_plane_put_f32(float *out, const float *in, const int64_t *indices, size_t planes,
                      size_t size, size_t count);
void tk_plane_put_f64(double *out, const double *in, const int64_t *indices, size_t planes,
                      size_t size, size_t count);

// out[p][i] = in[p][indices[p][i]], 0 for a negative index.
void tk_plane_take_f32(float *out, const float *in, const int64_t *indices, size_t planes,
                       size_t size, size_t count);
void tk_plane_take_f64(double *out, const double *in, const int64_t *indices, size_t planes,
                       size_t size, size_t count);

#pragma clang assume_nonnull end

#endif
