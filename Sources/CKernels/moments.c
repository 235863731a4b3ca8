#include "tk_reduce.h"
#include "tk_target.h"

#pragma clang assume_nonnull begin

#define BLOCK 1024
#define COLUMNS 128

// Two passes: the mean, then what is left over from it. The sum of deviations, 0 but for rounding,
// mends both results.
#define MOMENTS(SUFFIX, T)                                                                      \
  TK_INLINE void row_##SUFFIX(double *mean, double *deviation, const T *in, size_t n) {         \
    double total = 0;                                                                           \
    for (size_t start = 0; start < n; start += BLOCK) {                                         \
      size_t end = n - start < BLOCK ? n : start + BLOCK;                                       \
      double sum = 0;                                                                           \
      for (size_t i = start; i < end; i++) {                                                    \
        _Pragma("clang fp reassociate(on)") sum += (double)in[i];                               \
      }                                                                                         \
      total += sum;                                                                             \
    }                                                                                           \
    double center = total / (double)n, first = 0, second = 0;                                   \
    for (size_t start = 0; start < n; start += BLOCK) {                                         \
      size_t end = n - start < BLOCK ? n : start + BLOCK;                                       \
      double s = 0, q = 0;                                                                      \
      for (size_t i = start; i < end; i++) {                                                    \
        _Pragma("clang fp reassociate(on)") double d = (double)in[i] - center;                  \
        s += d;                                                                                 \
        q += d * d;                                                                             \
      }                                                                                         \
      first += s;                                                                               \
      second += q;                                                                              \
    }                                                                                           \
    *mean = center + first / (double)n;                                                         \
    *deviation = second - first * first / (double)n;                                            \
  }                                                                                             \
                                                                                                \
  TK_INLINE void columns_##SUFFIX(double *mean, double *deviation, const T *in, size_t n,       \
                                  size_t columns, ptrdiff_t stride) {                           \
    double center[COLUMNS], first[COLUMNS], second[COLUMNS];                                    \
    for (size_t j = 0; j < columns; j++) { center[j] = first[j] = second[j] = 0; }              \
    for (size_t i = 0; i < n; i++) {                                                            \
      const T *row = in + (ptrdiff_t)i * stride;                                                \
      for (size_t j = 0; j < columns; j++) { center[j] += (double)row[j]; }                     \
    }                                                                                           \
    for (size_t j = 0; j < columns; j++) { center[j] /= (double)n; }                            \
    for (size_t i = 0; i < n; i++) {                                                            \
      const T *row = in + (ptrdiff_t)i * stride;                                                \
      for (size_t j = 0; j < columns; j++) {                                                    \
        double d = (double)row[j] - center[j];                                                  \
        first[j] += d;                                                                          \
        second[j] += d * d;                                                                     \
      }                                                                                         \
    }                                                                                           \
    for (size_t j = 0; j < columns; j++) {                                                      \
      mean[j] = center[j] + first[j] / (double)n;                                               \
      deviation[j] = second[j] - first[j] * first[j] / (double)n;                               \
    }                                                                                           \
  }                                                                                             \
                                                                                                \
  TK_CLONES void tk_moments_##SUFFIX(double *mean, double *deviation, const T *in, size_t outer, \
                                     size_t reduce, size_t inner, ptrdiff_t outer_stride,       \
                                     ptrdiff_t reduce_stride) {                                 \
    for (size_t o = 0; o < outer; o++, in += outer_stride, mean += inner, deviation += inner) { \
      if (inner == 1 && reduce_stride == 1) {                                                   \
        row_##SUFFIX(mean, deviation, in, reduce);                                              \
        continue;                                                                               \
      }                                                                                         \
      for (size_t j = 0; j < inner; j += COLUMNS) {                                             \
        size_t columns = inner - j < COLUMNS ? inner - j : COLUMNS;                             \
        columns_##SUFFIX(mean + j, deviation + j, in + j, reduce, columns, reduce_stride);      \
      }                                                                                         \
    }                                                                                           \
  }

MOMENTS(f32, float)
MOMENTS(f64, double)

#pragma clang assume_nonnull end
