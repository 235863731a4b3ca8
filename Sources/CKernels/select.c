#include "tk_binary.h"
#include "tk_target.h"

#pragma clang assume_nonnull begin

#define WHERE(T)                                                                            \
  static TK_CLONES void where_##T(T *out, const uint8_t *condition, ptrdiff_t cs, const T *a, \
                                  ptrdiff_t as, const T *b, ptrdiff_t bs, size_t n) {       \
    if (cs == 1 && as == 1 && bs == 1) {                                                    \
      TK_VECTORIZE for (size_t i = 0; i < n; i++) {                                         \
        T x = a[i], y = b[i];                                                               \
        out[i] = condition[i] ? x : y;                                                      \
      }                                                                                     \
    } else if (cs == 1 && as == 1 && bs == 0 && n > 0) {                                    \
      T y = *b;                                                                             \
      TK_VECTORIZE for (size_t i = 0; i < n; i++) {                                         \
        T x = a[i];                                                                         \
        out[i] = condition[i] ? x : y;                                                      \
      }                                                                                     \
    } else if (cs == 1 && as == 0 && bs == 1 && n > 0) {                                    \
      T x = *a;                                                                             \
      TK_VECTORIZE for (size_t i = 0; i < n; i++) {                                         \
        T y = b[i];                                                                         \
        out[i] = condition[i] ? x : y;                                                      \
      }                                                                                     \
    } else {                                                                                \
      for (ptrdiff_t i = 0; i < (ptrdiff_t)n; i++) {                                        \
        out[i] = condition[i * cs] ? a[i * as] : b[i * bs];                                 \
      }                                                                                     \
    }                                                                                       \
  }

WHERE(uint8_t)
WHERE(uint16_t)
WHERE(uint32_t)
WHERE(uint64_t)

void tk_where(size_t item_size, void *out, const uint8_t *condition, ptrdiff_t condition_stride,
              const void *a, ptrdiff_t a_stride, const void *b, ptrdiff_t b_stride, size_t count) {
  switch (item_size) {
  case 1: where_uint8_t(out, condition, condition_stride, a, a_stride, b, b_stride, count); break;
  case 2: where_uint16_t(out, condition, condition_stride, a, a_stride, b, b_stride, count); break;
  case 4: where_uint32_t(out, condition, condition_stride, a, a_stride, b, b_stride, count); break;
  case 8: where_uint64_t(out, condition, condition_stride, a, a_stride, b, b_stride, count); break;
  }
}

// As MAXIMUM and MINIMUM one after the other, zeros' signs and NaN on either side included.
#define CLAMP(T)                                                                           \
  static TK_CLONES void clamp_##T(T *out, const T *in, T low, T high, size_t n) {          \
    TK_VECTORIZE for (size_t i = 0; i < n; i++) {                                          \
      T x = in[i];                                                                         \
      x = ((x > low) | (x != x)) ? x : low;                                                \
      out[i] = ((x < high) | (x != x)) ? x : high;                                         \
    }                                                                                      \
  }

CLAMP(float)
CLAMP(double)
CLAMP(int64_t)
CLAMP(int32_t)
CLAMP(int16_t)
CLAMP(int8_t)
CLAMP(uint8_t)

void tk_clamp(tk_dtype dtype, void *out, const void *in, const void *low, const void *high,
              size_t count) {
#define CASE(D, T) \
  case D: clamp_##T(out, in, *(const T *)low, *(const T *)high, count); break;
  switch (dtype) {
    CASE(TK_FLOAT32, float)
    CASE(TK_FLOAT64, double)
    CASE(TK_INT64, int64_t)
    CASE(TK_INT32, int32_t)
    CASE(TK_INT16, int16_t)
    CASE(TK_INT8, int8_t)
    CASE(TK_UINT8, uint8_t)
  case TK_BOOL:
  case TK_FLOAT16:
  case TK_BFLOAT16: break;
  }
#undef CASE
}

#pragma clang assume_nonnull end
