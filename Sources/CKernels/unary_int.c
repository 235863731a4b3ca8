#include "unary_tables.h"

#define T int64_t
#define U uint64_t
#define SUFFIX i64
#include "unary_int_ops.h"

#define T int32_t
#define U uint32_t
#define SUFFIX i32
#include "unary_int_ops.h"

#define T int16_t
#define U uint16_t
#define SUFFIX i16
#include "unary_int_ops.h"

#define T int8_t
#define U uint8_t
#define SUFFIX i8
#include "unary_int_ops.h"

#define T uint8_t
#define U uint8_t
#define SUFFIX u8
#include "unary_int_ops.h"

#define T uint8_t
#define SUFFIX bool

#define BOOL_OPS(X)                  \
  X(SIGN, T, x)                      \
  X(ISNAN, T, ((void)x, 0))                \
  X(ISINF, T, ((void)x, 0))                \
  X(ISFINITE, T, ((void)x, 1))             \
  X(LOGICAL_NOT, T, x == 0)          \
  X(SIGNBIT, T, ((void)x, 0))        \
  X(ISPOSINF, T, ((void)x, 0))       \
  X(ISNEGINF, T, ((void)x, 0))       \
  X(BITWISE_NOT, T, x == 0)

BOOL_OPS(UNARY_VECTOR)

const tk_unary_fn _Nullable tk_unary_bool[TK_UNARY_COUNT] = {BOOL_OPS(UNARY_ENTRY)};
