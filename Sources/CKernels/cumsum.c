#include "tk_reduce.h"
#include "tk_target.h"

#pragma clang assume_nonnull begin

#define COLUMNS 256

#define CUMSUM(T, A)                                                                          \
  static TK_CLONES void cumsum_##T(T *out, const T *in, size_t outer, size_t n, size_t inner) { \
    for (size_t o = 0; o < outer; o++, in += n * inner, out += n * inner) {                   \
      if (inner == 1) {                                                                       \
        A sum = 0;                                                                            \
        for (size_t i = 0; i < n; i++) {                                                      \
          sum += (A)in[i];                                                                    \
          out[i] = (T)sum;                                                                    \
        }                                                                                     \
        continue;                                                                             \
      }                                                                                       \
      for (size_t start = 0; start < inner; start += COLUMNS) {                               \
        size_t columns = inner - start < COLUMNS ? inner - start : COLUMNS;                   \
        A sums[COLUMNS];                                                                      \
        for (size_t j = 0; j < columns; j++) { sums[j] = 0; }                                 \
        for (size_t i = 0; i < n; i++) {                                                      \
          const T *row = in + i * inner + start;                                              \
          T *result = out + i * inner + start;                                                \
          TK_VECTORIZE for (size_t j = 0; j < columns; j++) {                                 \
            A sum = sums[j] + (A)row[j];                                                      \
            sums[j] = sum;                                                                    \
            result[j] = (T)sum;                                                               \
          }                                                                                   \
        }                                                                                     \
      }                                                                                       \
    }                                                                                         \
  }

CUMSUM(float, double)
CUMSUM(double, double)
CUMSUM(int64_t, uint64_t)

void tk_cumsum(tk_dtype dtype, void *out, const void *in, size_t outer, size_t count,
               size_t inner) {
  switch (dtype) {
  case TK_FLOAT32: cumsum_float(out, in, outer, count, inner); break;
  case TK_FLOAT64: cumsum_double(out, in, outer, count, inner); break;
  case TK_INT64: cumsum_int64_t(out, in, outer, count, inner); break;
  default: break;
  }
}

#pragma clang assume_nonnull end
