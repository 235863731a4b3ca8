#include "binary_tables.h"
#include "half.h"
#include "half_tables.h"
#include "tk_copy.h"

#pragma clang assume_nonnull begin

// A chunk of one operand as float32; of a single repeated value, that value.
static ptrdiff_t widened(float *to, tk_cast_fn widen, const void *from, ptrdiff_t stride,
                         size_t start, size_t count) {
  const uint16_t *first = (const uint16_t *)from + (ptrdiff_t)start * stride;
  widen(to, 1, first, stride, stride == 0 ? 1 : count);
  return stride == 0 ? 0 : 1;
}

// float16 and bfloat16 through float32, a chunk that stays in the cache at a time.
static void through_float(tk_binary_op op, tk_dtype dtype, void *out, ptrdiff_t os, const void *a,
                          ptrdiff_t as, const void *b, ptrdiff_t bs, size_t n) {
  float x[HALF_CHUNK], y[HALF_CHUNK], z[HALF_CHUNK];
  tk_binary_fn function = (tk_binary_fn _Nonnull)tk_binary_f32[op];
  tk_cast_fn widen = tk_cast(dtype, TK_FLOAT32), narrow = tk_cast(TK_FLOAT32, dtype);
  for (size_t start = 0; start < n; start += HALF_CHUNK) {
    size_t count = n - start < HALF_CHUNK ? n - start : HALF_CHUNK;
    ptrdiff_t place = (ptrdiff_t)start;
    ptrdiff_t xs = widened(x, widen, a, as, start, count);
    ptrdiff_t ys = widened(y, widen, b, bs, start, count);
    if (tk_binary_f32_is_predicate[op]) {
      function((uint8_t *)out + place * os, os, x, xs, y, ys, count);
    } else {
      function(z, 1, x, xs, y, ys, count);
      narrow((uint16_t *)out + place * os, os, z, 1, count);
    }
  }
}

// The next of the 16-bit numbers from x towards y; their bits count up as their sizes do.
static uint16_t next_after(uint16_t x, uint16_t y, uint16_t infinity, float from, float towards) {
  const uint16_t sign = 0x8000;
  if ((x & ~sign) > infinity) return x;
  if ((y & ~sign) > infinity) return y;
  if (from == towards) return y;
  if (from == 0) return (uint16_t)((y & sign) | 1);
  return (uint16_t)((from < towards) == (from > 0) ? x + 1 : x - 1);
}

// Through float32, the step would be one of float32's.
static void next_after_f16(void *out, ptrdiff_t os, const void *a, ptrdiff_t as, const void *b,
                           ptrdiff_t bs, size_t n) {
  for (size_t i = 0; i < n; i++) {
    const half x = ((const half *)a)[(ptrdiff_t)i * as], y = ((const half *)b)[(ptrdiff_t)i * bs];
    ((half *)out)[(ptrdiff_t)i * os] =
        next_after(x, y, 0x7c00, float_of_half(x), float_of_half(y));
  }
}

static void next_after_bf16(void *out, ptrdiff_t os, const void *a, ptrdiff_t as, const void *b,
                            ptrdiff_t bs, size_t n) {
  for (size_t i = 0; i < n; i++) {
    const bfloat x = ((const bfloat *)a)[(ptrdiff_t)i * as];
    const bfloat y = ((const bfloat *)b)[(ptrdiff_t)i * bs];
    ((bfloat *)out)[(ptrdiff_t)i * os] =
        next_after(x, y, 0x7f80, float_of_bfloat(x), float_of_bfloat(y));
  }
}

#define FUNCTIONS(OP)                                                                         \
  static void f16_##OP(void *out, ptrdiff_t os, const void *a, ptrdiff_t as, const void *b,   \
                       ptrdiff_t bs, size_t n) {                                              \
    through_float(OP, TK_FLOAT16, out, os, a, as, b, bs, n);                                  \
  }                                                                                           \
  static void bf16_##OP(void *out, ptrdiff_t os, const void *a, ptrdiff_t as, const void *b,  \
                        ptrdiff_t bs, size_t n) {                                             \
    through_float(OP, TK_BFLOAT16, out, os, a, as, b, bs, n);                                 \
  }
#define FLOAT16_ENTRY(OP) f16_##OP,
#define BFLOAT16_ENTRY(OP) bf16_##OP,

FOR_EACH_NUMBER(FUNCTIONS)
_Static_assert(TK_BINARY_COUNT <= HALF_FUNCTIONS, "more functions than numbers");

tk_binary_fn _Nullable tk_binary_half(tk_binary_op op, tk_dtype dtype) {
  static const tk_binary_fn float16[] = {FOR_EACH_NUMBER(FLOAT16_ENTRY)};
  static const tk_binary_fn bfloat16[] = {FOR_EACH_NUMBER(BFLOAT16_ENTRY)};
  if (!tk_binary_f32[op]) return NULL;
  if (op == TK_NEXTAFTER) return dtype == TK_FLOAT16 ? next_after_f16 : next_after_bf16;
  return dtype == TK_FLOAT16 ? float16[op] : bfloat16[op];
}

#pragma clang assume_nonnull end
