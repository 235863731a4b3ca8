#ifndef TAPESTRY_UNARY_TABLES_H
#define TAPESTRY_UNARY_TABLES_H

#include "tk_target.h"
#include "tk_unary.h"
#include <stdbool.h>

// One table per element type, NULL where an operation is not defined.
extern const tk_unary_fn _Nullable tk_unary_f32[TK_UNARY_COUNT];
extern const tk_unary_fn _Nullable tk_unary_f64[TK_UNARY_COUNT];
extern const tk_unary_fn _Nullable tk_unary_i64[TK_UNARY_COUNT];
extern const tk_unary_fn _Nullable tk_unary_i32[TK_UNARY_COUNT];
extern const tk_unary_fn _Nullable tk_unary_i16[TK_UNARY_COUNT];
extern const tk_unary_fn _Nullable tk_unary_i8[TK_UNARY_COUNT];
extern const tk_unary_fn _Nullable tk_unary_u8[TK_UNARY_COUNT];
extern const tk_unary_fn _Nullable tk_unary_bool[TK_UNARY_COUNT];

// Which of the float32 functions write bools.
extern const bool tk_unary_f32_is_predicate[TK_UNARY_COUNT];

// The functions of float16 and bfloat16.
tk_unary_fn _Nullable tk_unary_half(tk_unary_op op, tk_dtype dtype);

#define UNARY_NAME(OP) TK_CONCAT(TK_CONCAT(unary_, SUFFIX), TK_CONCAT(_, OP))

// Defines the loop of OP over elements of type T: EXPR is written in terms of x.
#define UNARY_LOOPS(OUT, EXPR, EACH)                                   \
  OUT *y = out;                                                        \
  const T *values = in;                                                \
  if (os == 1 && is == 1) {                                            \
    EACH(i, n, {                                                       \
      T x = values[i];                                                 \
      y[i] = (OUT)(EXPR);                                              \
    })                                                                 \
  } else {                                                             \
    for (size_t i = 0; i < n; i++) {                                   \
      T x = values[(ptrdiff_t)i * is];                                 \
      y[(ptrdiff_t)i * os] = (OUT)(EXPR);                              \
    }                                                                  \
  }

#define UNARY_PARAMETERS                                                                 \
  (void *_Nonnull out, ptrdiff_t os, const void *_Nonnull in, ptrdiff_t is, size_t n)

#define UNARY_VECTOR(OP, OUT, EXPR)                                    \
  static TK_CLONES void UNARY_NAME(OP) UNARY_PARAMETERS {              \
    UNARY_LOOPS(OUT, EXPR, TK_EACH)                                    \
  }

// For expressions of many steps.
#define UNARY_DEEP(OP, OUT, EXPR)                                      \
  static TK_CLONES void UNARY_NAME(OP) UNARY_PARAMETERS {              \
    UNARY_LOOPS(OUT, EXPR, TK_EACH_DEEP)                               \
  }

// For expressions that call libm: nothing to vectorise, one copy is enough.
#define UNARY_SCALAR(OP, OUT, EXPR)                                    \
  static void UNARY_NAME(OP) UNARY_PARAMETERS { UNARY_LOOPS(OUT, EXPR, TK_EACH_SCALAR) }

#define UNARY_ENTRY(OP, OUT, EXPR) [TK_##OP] = UNARY_NAME(OP),
#define UNARY_IS_PREDICATE(OP, OUT, EXPR) [TK_##OP] = sizeof(OUT) == 1,

#endif
