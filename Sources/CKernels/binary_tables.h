#ifndef TAPESTRY_BINARY_TABLES_H
#define TAPESTRY_BINARY_TABLES_H

#include "tk_binary.h"
#include "tk_target.h"
#include <stdbool.h>

// One table per element type, NULL where an operation is not defined.
extern const tk_binary_fn _Nullable tk_binary_f32[TK_BINARY_COUNT];
extern const tk_binary_fn _Nullable tk_binary_f64[TK_BINARY_COUNT];
extern const tk_binary_fn _Nullable tk_binary_i64[TK_BINARY_COUNT];
extern const tk_binary_fn _Nullable tk_binary_i32[TK_BINARY_COUNT];
extern const tk_binary_fn _Nullable tk_binary_i16[TK_BINARY_COUNT];
extern const tk_binary_fn _Nullable tk_binary_i8[TK_BINARY_COUNT];
extern const tk_binary_fn _Nullable tk_binary_u8[TK_BINARY_COUNT];
extern const tk_binary_fn _Nullable tk_binary_bool[TK_BINARY_COUNT];

// Which of the float32 functions write bools.
extern const bool tk_binary_f32_is_predicate[TK_BINARY_COUNT];

// The functions of float16 and bfloat16.
tk_binary_fn _Nullable tk_binary_half(tk_binary_op op, tk_dtype dtype);

#define BINARY_NAME(OP) TK_CONCAT(TK_CONCAT(binary_, SUFFIX), TK_CONCAT(_, OP))

#define BINARY_PARAMETERS                                                                \
  (void *_Nonnull out, ptrdiff_t os, const void *_Nonnull lhs, ptrdiff_t as,             \
   const void *_Nonnull rhs, ptrdiff_t bs, size_t n)

// Defines the loop of OP over elements of type T: EXPR is written in terms of a and b. One path
// each for two runs, a run and a scalar, a scalar and a run; and one for any strides.
#define BINARY_VECTOR(OP, OUT, EXPR) BINARY_LOOPS(OP, OUT, EXPR, TK_EACH)

// For expressions of many steps.
#define BINARY_DEEP(OP, OUT, EXPR) BINARY_LOOPS(OP, OUT, EXPR, TK_EACH_DEEP)

#define BINARY_LOOPS(OP, OUT, EXPR, EACH)                         \
  static TK_CLONES void BINARY_NAME(OP) BINARY_PARAMETERS {       \
    OUT *y = out;                                                 \
    const T *av = lhs, *bv = rhs;                                 \
    if (n == 0) return;                                           \
    if (os == 1 && as == 1 && bs == 1) {                          \
      EACH(i, n, {                                                \
        T a = av[i], b = bv[i];                                   \
        y[i] = (OUT)(EXPR);                                       \
      })                                                          \
    } else if (os == 1 && as == 1 && bs == 0) {                   \
      T b = *bv;                                                  \
      EACH(i, n, {                                                \
        T a = av[i];                                              \
        y[i] = (OUT)(EXPR);                                       \
      })                                                          \
    } else if (os == 1 && as == 0 && bs == 1) {                   \
      T a = *av;                                                  \
      EACH(i, n, {                                                \
        T b = bv[i];                                              \
        y[i] = (OUT)(EXPR);                                       \
      })                                                          \
    } else {                                                      \
      BINARY_STRIDED(OUT, EXPR)                                   \
    }                                                             \
  }

#define BINARY_STRIDED(OUT, EXPR)                                 \
  for (ptrdiff_t i = 0; i < (ptrdiff_t)n; i++) {                  \
    T a = av[i * as], b = bv[i * bs];                             \
    y[i * os] = (OUT)(EXPR);                                      \
  }

// For expressions that call a function or divide integers: nothing to vectorise, one copy is
// enough.
#define BINARY_SCALAR(OP, OUT, EXPR)                              \
  static void BINARY_NAME(OP) BINARY_PARAMETERS {                 \
    OUT *y = out;                                                 \
    const T *av = lhs, *bv = rhs;                                 \
    BINARY_STRIDED(OUT, EXPR)                                     \
  }

#define BINARY_ENTRY(OP, OUT, EXPR) [TK_##OP] = BINARY_NAME(OP),
#define BINARY_IS_PREDICATE(OP, OUT, EXPR) [TK_##OP] = sizeof(OUT) == 1,

#define BINARY_COMPARISONS(X)                                     \
  X(EQ, uint8_t, a == b)                                          \
  X(NE, uint8_t, a != b)                                          \
  X(LT, uint8_t, a < b)                                           \
  X(LE, uint8_t, a <= b)                                          \
  X(GT, uint8_t, a > b)                                           \
  X(GE, uint8_t, a >= b)                                          \
  X(LOGICAL_AND, uint8_t, (a != 0) & (b != 0))                    \
  X(LOGICAL_OR, uint8_t, (a != 0) | (b != 0))                     \
  X(LOGICAL_XOR, uint8_t, (a != 0) ^ (b != 0))

#endif
