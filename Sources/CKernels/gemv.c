#include "tk_gemv.h"
#include "tk_target.h"

#pragma clang assume_nonnull begin

typedef float lanes_float __attribute__((ext_vector_type(16), aligned(4)));
typedef double lanes_double __attribute__((ext_vector_type(8), aligned(8)));

// Four rows a pass share the loads of x and hide the latency of the additions; each row has the
// same vector of sums in whichever pass it falls, and so the same bits.
#define GEMV(SUFFIX, T, WIDTH)                                                                \
  TK_INLINE void gemv_rows_##SUFFIX(T *y, const T *w, const T *x, const T *_Nullable bias,    \
                                    size_t cols, ptrdiff_t stride, const int rows) {          \
    lanes_##T sums[4];                                                                        \
    T rest[4];                                                                                \
    for (int r = 0; r < rows; r++) { sums[r] = 0, rest[r] = 0; }                              \
    size_t j = 0;                                                                             \
    for (; j + WIDTH <= cols; j += WIDTH) {                                                   \
      lanes_##T factors = *(const lanes_##T *)(x + j);                                        \
      for (int r = 0; r < rows; r++) {                                                        \
        sums[r] = sums[r] + *(const lanes_##T *)(w + r * stride + (ptrdiff_t)j) * factors;    \
      }                                                                                       \
    }                                                                                         \
    for (; j < cols; j++) {                                                                   \
      for (int r = 0; r < rows; r++) { rest[r] = rest[r] + w[r * stride + (ptrdiff_t)j] * x[j]; } \
    }                                                                                         \
    for (int r = 0; r < rows; r++) {                                                          \
      lanes_##T sum = sums[r];                                                                \
      T total = rest[r];                                                                      \
      for (int half = WIDTH / 2; half > 0; half /= 2) {                                       \
        for (int k = 0; k < half; k++) { sum[k] = sum[k] + sum[k + half]; }                   \
      }                                                                                       \
      total += sum[0];                                                                        \
      y[r] = bias ? total + bias[r] : total;                                                  \
    }                                                                                         \
  }                                                                                           \
                                                                                              \
  TK_CLONES void tk_gemv_##SUFFIX(T *y, const T *w, const T *x, const T *_Nullable bias,      \
                                  size_t rows, size_t cols, ptrdiff_t stride) {               \
    size_t r = 0;                                                                             \
    for (; r + 4 <= rows; r += 4, w += 4 * stride) {                                          \
      gemv_rows_##SUFFIX(y + r, w, x, bias ? bias + r : bias, cols, stride, 4);               \
    }                                                                                         \
    for (; r < rows; r++, w += stride) {                                                      \
      gemv_rows_##SUFFIX(y + r, w, x, bias ? bias + r : bias, cols, stride, 1);               \
    }                                                                                         \
  }                                                                                           \
                                                                                              \
  /* Four rows a pass, in their order, so that y is loaded and stored once for them. */       \
  TK_CLONES void tk_gemv_t_##SUFFIX(T *restrict y, const T *restrict w, const T *restrict x,  \
                                    size_t rows, size_t cols, ptrdiff_t stride) {             \
    for (size_t j = 0; j < cols; j++) { y[j] = 0; }                                           \
    size_t r = 0;                                                                             \
    for (; r + 4 <= rows; r += 4, w += 4 * stride) {                                          \
      T x0 = x[r], x1 = x[r + 1], x2 = x[r + 2], x3 = x[r + 3];                               \
      for (size_t j = 0; j < cols; j++) {                                                     \
        const T *column = w + j;                                                              \
        T sum = y[j] + column[0] * x0;                                                        \
        sum = sum + column[stride] * x1;                                                      \
        sum = sum + column[2 * stride] * x2;                                                  \
        y[j] = sum + column[3 * stride] * x3;                                                 \
      }                                                                                       \
    }                                                                                         \
    for (; r < rows; r++, w += stride) {                                                      \
      T x0 = x[r];                                                                            \
      for (size_t j = 0; j < cols; j++) { y[j] = y[j] + w[j] * x0; }                          \
    }                                                                                         \
  }

GEMV(f32, float, 16)
GEMV(f64, double, 8)

#pragma clang assume_nonnull end
