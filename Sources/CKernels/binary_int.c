#include "binary_tables.h"

#define T int64_t
#define U uint64_t
#define SUFFIX i64
#include "binary_int_ops.h"

#define T int32_t
#define U uint32_t
#define SUFFIX i32
#include "binary_int_ops.h"

#define T int16_t
#define U uint16_t
#define SUFFIX i16
#include "binary_int_ops.h"

#define T int8_t
#define U uint8_t
#define SUFFIX i8
#include "binary_int_ops.h"

#define T uint8_t
#define U uint8_t
#define SUFFIX u8
#include "binary_int_ops.h"

#define T uint8_t
#define SUFFIX bool

#define BOOL_OPS(X)                                               \
  X(ADD, T, a | b)                                                \
  X(MUL, T, a & b)                                                \
  X(MAXIMUM, T, a | b)                                            \
  X(MINIMUM, T, a & b)                                            \
  X(FMAX, T, a | b)                                               \
  X(FMIN, T, a & b)                                               \
  X(BITWISE_AND, T, a & b)                                        \
  X(BITWISE_OR, T, a | b)                                         \
  X(BITWISE_XOR, T, a ^ b)                                        \
  BINARY_COMPARISONS(X)

BOOL_OPS(BINARY_VECTOR)

const tk_binary_fn _Nullable tk_binary_bool[TK_BINARY_COUNT] = {BOOL_OPS(BINARY_ENTRY)};
