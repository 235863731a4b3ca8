#include "copy_bytes.h"
#include "half.h"
#include "tk_copy.h"
#include "tk_target.h"
#include <string.h>

#pragma clang assume_nonnull begin

typedef uint8_t boolean;

// C leaves a float beyond the integer's range undefined; these give what x86's own conversion
// gives.
#define FLOAT_TO_INT(NAME, FROM, TO, LOWEST, BOUND) \
  TK_INLINE TO NAME(FROM x) { return ((x >= -BOUND) & (x < BOUND)) ? (TO)x : LOWEST; }
FLOAT_TO_INT(int64_of_float, float, int64_t, INT64_MIN, 0x1p63f)
FLOAT_TO_INT(int64_of_double, double, int64_t, INT64_MIN, 0x1p63)
FLOAT_TO_INT(int32_of_float, float, int32_t, INT32_MIN, 0x1p31f)
FLOAT_TO_INT(int32_of_double, double, int32_t, INT32_MIN, 0x1p31)

// One X(FROM, TO, expression in x) for each type that a floating-point number, as VALUE, a float,
// or an integer is converted to.
#define FROM_FLOAT(X, FROM, VALUE)                   \
  X(FROM, double, VALUE)                             \
  X(FROM, int64_t, int64_of_float(VALUE))            \
  X(FROM, int32_t, int32_of_float(VALUE))            \
  X(FROM, int16_t, int32_of_float(VALUE))            \
  X(FROM, int8_t, int32_of_float(VALUE))             \
  X(FROM, uint8_t, int32_of_float(VALUE))            \
  X(FROM, boolean, VALUE != 0)

#define FROM_DOUBLE(X)                               \
  X(double, float, x)                                \
  X(double, bfloat, bfloat_of_float((float)x))       \
  X(double, int64_t, int64_of_double(x))             \
  X(double, int32_t, int32_of_double(x))             \
  X(double, int16_t, int32_of_double(x))             \
  X(double, int8_t, int32_of_double(x))              \
  X(double, uint8_t, int32_of_double(x))             \
  X(double, boolean, x != 0)

#define FROM_INTEGER(X, FROM)                        \
  X(FROM, float, x)                                  \
  X(FROM, double, x)                                 \
  X(FROM, bfloat, bfloat_of_float((float)x))         \
  X(FROM, boolean, x != 0)

// One X(FROM, TO, expression in x) per ordered pair of different types, but float16.
#define PAIRS(X)                                     \
  FROM_FLOAT(X, float, x)                            \
  X(float, bfloat, bfloat_of_float(x))               \
  FROM_FLOAT(X, bfloat, float_of_bfloat(x))          \
  X(bfloat, float, float_of_bfloat(x))               \
  FROM_DOUBLE(X)                                     \
  FROM_INTEGER(X, int64_t)                           \
  X(int64_t, int32_t, x)                             \
  X(int64_t, int16_t, x)                             \
  X(int64_t, int8_t, x)                              \
  X(int64_t, uint8_t, x)                             \
  FROM_INTEGER(X, int32_t)                           \
  X(int32_t, int64_t, x)                             \
  X(int32_t, int16_t, x)                             \
  X(int32_t, int8_t, x)                              \
  X(int32_t, uint8_t, x)                             \
  FROM_INTEGER(X, int16_t)                           \
  X(int16_t, int64_t, x)                             \
  X(int16_t, int32_t, x)                             \
  X(int16_t, int8_t, x)                              \
  X(int16_t, uint8_t, x)                             \
  FROM_INTEGER(X, int8_t)                            \
  X(int8_t, int64_t, x)                              \
  X(int8_t, int32_t, x)                              \
  X(int8_t, int16_t, x)                              \
  X(int8_t, uint8_t, x)                              \
  FROM_INTEGER(X, uint8_t)                           \
  X(uint8_t, int64_t, x)                             \
  X(uint8_t, int32_t, x)                             \
  X(uint8_t, int16_t, x)                             \
  X(uint8_t, int8_t, x)

// And those of float16, through the functions FLOAT and HALF to and from float.
#define HALF_PAIRS(X, FLOAT, HALF)                   \
  FROM_FLOAT(X, half, FLOAT(x))                      \
  X(half, float, FLOAT(x))                           \
  X(half, bfloat, bfloat_of_float(FLOAT(x)))         \
  X(bfloat, half, HALF(float_of_bfloat(x)))          \
  X(float, half, HALF(x))                            \
  X(double, half, HALF((float)x))                    \
  X(int64_t, half, HALF((float)x))                   \
  X(int32_t, half, HALF((float)x))                   \
  X(int16_t, half, HALF((float)x))                   \
  X(int8_t, half, HALF((float)x))                    \
  X(uint8_t, half, HALF((float)x))

#define CAST(FROM, TO, EXPR) CAST_NAMED(TK_CLONES, FROM##_to_##TO, FROM, TO, EXPR)

#define CAST_NAMED(TARGET, NAME, FROM, TO, EXPR)                                             \
  static TARGET void NAME(void *out, ptrdiff_t os, const void *in, ptrdiff_t is, size_t n) { \
    TO *y = out;                                                                             \
    const FROM *values = in;                                                                 \
    if (os == 1 && is == 1) {                                                                \
      TK_VECTORIZE for (size_t i = 0; i < n; i++) {                                          \
        FROM x = values[i];                                                                  \
        y[i] = (TO)(EXPR);                                                                   \
      }                                                                                      \
    } else {                                                                                 \
      for (ptrdiff_t i = 0; i < (ptrdiff_t)n; i++) {                                         \
        FROM x = values[i * is];                                                             \
        y[i * os] = (TO)(EXPR);                                                              \
      }                                                                                      \
    }                                                                                        \
  }

PAIRS(CAST)

#ifdef __x86_64__
#define CAST_PLAIN(FROM, TO, EXPR) CAST_NAMED(, FROM##_to_##TO##_plain, FROM, TO, EXPR)
#define CAST_F16C(FROM, TO, EXPR) CAST_NAMED(TK_F16C, FROM##_to_##TO##_f16c, FROM, TO, EXPR)
#define CAST_CHOICE(FROM, TO, EXPR)                                                             \
  static void FROM##_to_##TO(void *out, ptrdiff_t os, const void *in, ptrdiff_t is, size_t n) { \
    (tk_has_f16c() ? FROM##_to_##TO##_f16c : FROM##_to_##TO##_plain)(out, os, in, is, n);       \
  }
HALF_PAIRS(CAST_PLAIN, float_of_half, half_of_float)
HALF_PAIRS(CAST_F16C, float_of_half_f16c, half_of_float_f16c)
HALF_PAIRS(CAST_CHOICE, , )
#else
HALF_PAIRS(CAST, float_of_half, half_of_float)
#endif

#define COPY(T)                                                                         \
  static TK_CLONES void copy_##T(void *out, ptrdiff_t os, const void *in, ptrdiff_t is, \
                                 size_t n) {                                            \
    T *y = out;                                                                         \
    const T *x = in;                                                                    \
    if (os == 1 && is == 1) {                                                           \
      tk_copy_bytes(y, x, n * sizeof(T));                                               \
    } else if (os == 1 && is == -1) {                                                   \
      for (ptrdiff_t i = 0; i < (ptrdiff_t)n; i++) { y[i] = x[-i]; }                    \
    } else {                                                                            \
      for (ptrdiff_t i = 0; i < (ptrdiff_t)n; i++) { y[i * os] = x[i * is]; }           \
    }                                                                                   \
  }

COPY(uint8_t)
COPY(uint16_t)
COPY(uint32_t)
COPY(uint64_t)

// To the same type.
#define float_to_float copy_uint32_t
#define double_to_double copy_uint64_t
#define half_to_half copy_uint16_t
#define bfloat_to_bfloat copy_uint16_t
#define int64_t_to_int64_t copy_uint64_t
#define int32_t_to_int32_t copy_uint32_t
#define int16_t_to_int16_t copy_uint16_t
#define int8_t_to_int8_t copy_uint8_t
#define uint8_t_to_uint8_t copy_uint8_t

#define ROW_TO(FROM, TO_BOOL)                                                                 \
  {                                                                                           \
      [TK_FLOAT32] = FROM##_to_float,    [TK_FLOAT64] = FROM##_to_double,                     \
      [TK_INT64] = FROM##_to_int64_t,    [TK_INT32] = FROM##_to_int32_t,                      \
      [TK_UINT8] = FROM##_to_uint8_t,    [TK_BOOL] = TO_BOOL,                                 \
      [TK_FLOAT16] = FROM##_to_half,     [TK_BFLOAT16] = FROM##_to_bfloat,                    \
      [TK_INT16] = FROM##_to_int16_t,    [TK_INT8] = FROM##_to_int8_t,                        \
  }
#define ROW(FROM) ROW_TO(FROM, FROM##_to_boolean)

// A bool is a uint8 of 0 or 1 and leaves its type as one.
tk_cast_fn tk_cast(tk_dtype from, tk_dtype to) {
  static const tk_cast_fn table[TK_DTYPE_COUNT][TK_DTYPE_COUNT] = {
      [TK_FLOAT32] = ROW(float),
      [TK_FLOAT64] = ROW(double),
      [TK_INT64] = ROW(int64_t),
      [TK_INT32] = ROW(int32_t),
      [TK_UINT8] = ROW(uint8_t),
      [TK_BOOL] = ROW_TO(uint8_t, copy_uint8_t),
      [TK_FLOAT16] = ROW(half),
      [TK_BFLOAT16] = ROW(bfloat),
      [TK_INT16] = ROW(int16_t),
      [TK_INT8] = ROW(int8_t),
  };
  return table[from][to];
}

TK_CLONES void tk_copy_rows(void *out, ptrdiff_t out_step, const void *in, ptrdiff_t in_step,
                            size_t rows, size_t size) {
  char *to = out;
  const char *from = in;
  for (size_t r = 0; r < rows; r++, to += out_step, from += in_step) {
    tk_copy_bytes(to, from, size);
  }
}

// Rows in random order are too short for the processor to guess where the next one lies. Fetching
// four ahead took an epoch of MNIST from 18 ms to 10 ms.
// x / 255 is the sum of two products, the first of them exact: rounded as the division is for each of 256 bytes, in a third of the time.
TK_CLONES void tk_unit_rows(float *out, const uint8_t *in, const int64_t *rows, size_t count,
                            size_t size) {
  for (size_t r = 0; r < count; r++) {
    if (r + 4 < count) {
      const uint8_t *ahead = in + (size_t)rows[r + 4] * size;
      for (size_t i = 0; i < size; i += 64) { __builtin_prefetch(ahead + i); }
    }
    const uint8_t *row = in + (size_t)rows[r] * size;
    float *to = out + r * size;
    TK_VECTORIZE for (size_t i = 0; i < size; i++) { to[i] = (float)row[i] * 0x1.01p-8f + (float)row[i] * 0x1.010102p-24f; }
  }
}

#define FILL(T)                                                                           \
  static TK_CLONES void fill_##T(T *out, ptrdiff_t stride, const void *value, size_t n) { \
    T x;                                                                                  \
    memcpy(&x, value, sizeof x);                                                          \
    if (stride == 1) {                                                                    \
      for (size_t i = 0; i < n; i++) { out[i] = x; }                                      \
    } else {                                                                              \
      for (ptrdiff_t i = 0; i < (ptrdiff_t)n; i++) { out[i * stride] = x; }               \
    }                                                                                     \
  }

FILL(uint8_t)
FILL(uint16_t)
FILL(uint32_t)
FILL(uint64_t)

void tk_fill(size_t item_size, void *out, ptrdiff_t out_stride, const void *value, size_t count) {
  switch (item_size) {
  case 1: fill_uint8_t(out, out_stride, value, count); break;
  case 2: fill_uint16_t(out, out_stride, value, count); break;
  case 4: fill_uint32_t(out, out_stride, value, count); break;
  case 8: fill_uint64_t(out, out_stride, value, count); break;
  }
}

#pragma clang assume_nonnull end
