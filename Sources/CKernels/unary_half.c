#include "half_tables.h"
#include "tk_copy.h"
#include "unary_tables.h"

#pragma clang assume_nonnull begin

// float16 and bfloat16 through float32, a chunk that stays in the cache at a time.
static void through_float(tk_unary_op op, tk_dtype dtype, void *out, ptrdiff_t os, const void *in,
                          ptrdiff_t is, size_t n) {
  float x[HALF_CHUNK];
  tk_unary_fn function = (tk_unary_fn _Nonnull)tk_unary_f32[op];
  tk_cast_fn widen = tk_cast(dtype, TK_FLOAT32), narrow = tk_cast(TK_FLOAT32, dtype);
  const uint16_t *from = in;
  for (size_t start = 0; start < n; start += HALF_CHUNK) {
    size_t count = n - start < HALF_CHUNK ? n - start : HALF_CHUNK;
    ptrdiff_t place = (ptrdiff_t)start;
    widen(x, 1, from + place * is, is, count);
    if (tk_unary_f32_is_predicate[op]) {
      function((uint8_t *)out + place * os, os, x, 1, count);
    } else {
      function(x, 1, x, 1, count);
      narrow((uint16_t *)out + place * os, os, x, 1, count);
    }
  }
}

#define FUNCTIONS(OP)                                                                         \
  static void f16_##OP(void *out, ptrdiff_t os, const void *in, ptrdiff_t is, size_t n) {     \
    through_float(OP, TK_FLOAT16, out, os, in, is, n);                                        \
  }                                                                                           \
  static void bf16_##OP(void *out, ptrdiff_t os, const void *in, ptrdiff_t is, size_t n) {    \
    through_float(OP, TK_BFLOAT16, out, os, in, is, n);                                       \
  }
#define FLOAT16_ENTRY(OP) f16_##OP,
#define BFLOAT16_ENTRY(OP) bf16_##OP,

FOR_EACH_NUMBER(FUNCTIONS)
_Static_assert(TK_UNARY_COUNT <= HALF_FUNCTIONS, "more functions than numbers");

tk_unary_fn _Nullable tk_unary_half(tk_unary_op op, tk_dtype dtype) {
  static const tk_unary_fn float16[] = {FOR_EACH_NUMBER(FLOAT16_ENTRY)};
  static const tk_unary_fn bfloat16[] = {FOR_EACH_NUMBER(BFLOAT16_ENTRY)};
  if (!tk_unary_f32[op]) return NULL;
  return dtype == TK_FLOAT16 ? float16[op] : bfloat16[op];
}

#pragma clang assume_nonnull end
