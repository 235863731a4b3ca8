// Defines the table of one integer type. Arithmetic wraps: it is done in U, the unsigned type of
// the same width. Included once per type with T, U and SUFFIX. A product begins with 1u: narrow types
// would be multiplied as int, which may overflow.

#define INTEGER_OPS(X)                              \
  X(NEG, T, (U)0 - (U)x)                            \
  X(ABS, T, x < 0 ? (U)0 - (U)x : (U)x)             \
  X(SIGN, T, (x > 0) - (x < 0))                     \
  X(SQUARE, T, 1u * (U)x * (U)x)                    \
  X(RELU, T, x < 0 ? 0 : x)                         \
  X(FLOOR, T, x)                                    \
  X(CEIL, T, x)                                     \
  X(ROUND, T, x)                                    \
  X(TRUNC, T, x)                                    \
  X(ISNAN, uint8_t, ((void)x, 0))                   \
  X(ISINF, uint8_t, ((void)x, 0))                   \
  X(ISFINITE, uint8_t, ((void)x, 1))                \
  X(LOGICAL_NOT, uint8_t, x == 0)                   \
  X(SIGNBIT, uint8_t, x < 0)                        \
  X(ISPOSINF, uint8_t, ((void)x, 0))                \
  X(ISNEGINF, uint8_t, ((void)x, 0))                \
  X(BITWISE_NOT, T, ~x)

INTEGER_OPS(UNARY_VECTOR)

const tk_unary_fn _Nullable TK_CONCAT(tk_unary_, SUFFIX)[TK_UNARY_COUNT] = {
    INTEGER_OPS(UNARY_ENTRY)};

#undef INTEGER_OPS
#undef T
#undef U
#undef SUFFIX
