#include "tk_trig_f32.h"
#include "special.h"
#include "unary_tables.h"

#define T float
#define SUFFIX f32
#define M(name) tk_##name##_f32
#include "unary_float_ops.h"

FLOAT_ARITHMETIC(UNARY_VECTOR)
FLOAT_SMOOTH(UNARY_VECTOR)
FLOAT_SPECIAL(UNARY_SCALAR)
UNARY_SCALAR(ERFC, T, M(erfc)(x))

// Sine, cosine and tangent choose between two formulas by the size of each element. A block
// without large elements, nearly every one, needs no choice inside its loop and vectorises.
#define BLOCK 256

#define BLOCKWISE(OP, BOUNDED, ANY)                                                        \
  static TK_CLONES void UNARY_NAME(OP) UNARY_PARAMETERS {                                  \
    float *y = out;                                                                        \
    const float *x = in;                                                                   \
    if (os != 1 || is != 1) {                                                              \
      for (size_t i = 0; i < n; i++) {                                                     \
        y[(ptrdiff_t)i * os] = ANY(x[(ptrdiff_t)i * is]);                                  \
      }                                                                                    \
      return;                                                                              \
    }                                                                                      \
    for (size_t start = 0; start < n; start += BLOCK) {                                    \
      size_t end = n - start < BLOCK ? n : start + BLOCK;                                  \
      uint32_t large = 0;                                                                  \
      for (size_t i = start; i < end; i++) {                                               \
        large |= !(tk_abs_f32(x[i]) <= TK_SIN_COS_LIMIT);                                  \
      }                                                                                    \
      if (large) {                                                                         \
        for (size_t i = start; i < end; i++) { y[i] = ANY(x[i]); }                         \
      } else {                                                                             \
        TK_VECTORIZE for (size_t i = start; i < end; i++) { y[i] = BOUNDED(x[i]); }        \
      }                                                                                    \
    }                                                                                      \
  }

BLOCKWISE(SIN, tk_sin_bounded_f32, tk_sin_f32)
BLOCKWISE(COS, tk_cos_bounded_f32, tk_cos_f32)
BLOCKWISE(TAN, tk_tan_bounded_f32, tk_tan_f32)

const tk_unary_fn _Nullable tk_unary_f32[TK_UNARY_COUNT] = {
    FLOAT_ARITHMETIC(UNARY_ENTRY) FLOAT_SMOOTH(UNARY_ENTRY)
    FLOAT_SPECIAL(UNARY_ENTRY)
    [TK_SIN] = UNARY_NAME(SIN),
    [TK_COS] = UNARY_NAME(COS),
    [TK_TAN] = UNARY_NAME(TAN),
    [TK_ERFC] = UNARY_NAME(ERFC),
};

const bool tk_unary_f32_is_predicate[TK_UNARY_COUNT] = {
    FLOAT_ARITHMETIC(UNARY_IS_PREDICATE) FLOAT_SMOOTH(UNARY_IS_PREDICATE)};
