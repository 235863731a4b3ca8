#include "tk_combine.h"
#include "tk_target.h"

#pragma clang assume_nonnull begin

// What is added up stays in the first cache.
#define PIECE 1024

#define COMBINE(SUFFIX, T)                                                                        \
  TK_INLINE void combine_rows_##SUFFIX(T *out, const T *in, size_t rows, size_t inner,            \
                                       size_t first, size_t count, const int32_t *starts,         \
                                       const int32_t *places, const T *weights) {                 \
    for (size_t r = 0; r < rows; r++) {                                                           \
      T *to = out + r * inner + first;                                                            \
      int32_t t = starts[r], end = starts[r + 1];                                                 \
      if (t == end) {                                                                             \
        for (size_t j = 0; j < count; j++) { to[j] = 0; }                                         \
        continue;                                                                                 \
      }                                                                                           \
      const T *from = in + (size_t)places[t] * inner + first;                                     \
      T weight = weights[t];                                                                      \
      TK_VECTORIZE for (size_t j = 0; j < count; j++) { to[j] = weight * from[j]; }               \
      for (t++; t < end; t++) {                                                                   \
        from = in + (size_t)places[t] * inner + first;                                            \
        weight = weights[t];                                                                      \
        TK_VECTORIZE for (size_t j = 0; j < count; j++) { to[j] = to[j] + weight * from[j]; }     \
      }                                                                                           \
    }                                                                                             \
  }                                                                                               \
                                                                                                  \
  TK_CLONES void tk_combine_##SUFFIX(T *out, const T *in, size_t outer, size_t rows,              \
                                     size_t in_rows, size_t inner, const int32_t *starts,         \
                                     const int32_t *places, const T *weights) {                   \
    for (size_t o = 0; o < outer; o++, out += rows * inner, in += in_rows * inner) {              \
      if (inner == 1) {                                                                           \
        for (size_t r = 0; r < rows; r++) {                                                       \
          T sum = 0;                                                                              \
          int32_t t = starts[r], end = starts[r + 1];                                             \
          if (t < end) { sum = weights[t] * in[places[t]]; }                                      \
          for (t++; t < end; t++) { sum = sum + weights[t] * in[places[t]]; }                     \
          out[r] = sum;                                                                           \
        }                                                                                         \
        continue;                                                                                 \
      }                                                                                           \
      for (size_t first = 0; first < inner; first += PIECE) {                                     \
        size_t count = inner - first < PIECE ? inner - first : PIECE;                             \
        combine_rows_##SUFFIX(out, in, rows, inner, first, count, starts, places, weights);       \
      }                                                                                           \
    }                                                                                             \
  }

COMBINE(f32, float)
COMBINE(f64, double)

#pragma clang assume_nonnull end
