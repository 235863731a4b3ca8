// The operations that float and double share, written over T and M(name), the type's elementary
// functions. Included by unary_f32.c and unary_f64.c, which say which of them vectorise.

#define FLOAT_ARITHMETIC(X)                                          \
  X(NEG, T, -x)                                                      \
  X(ABS, T, M(abs)(x))                                               \
  X(SIGN, T, (T)(x > 0) - (T)(x < 0))                                \
  X(SQUARE, T, x * x)                                                 \
  X(RECIPROCAL, T, 1 / x)                                            \
  X(SQRT, T, M(sqrt)(x))                                             \
  X(RSQRT, T, 1 / M(sqrt)(x))                                        \
  X(RELU, T, x <= 0 ? (T)0 : x)                                      \
  X(FLOOR, T, __builtin_elementwise_floor(x))                        \
  X(CEIL, T, __builtin_elementwise_ceil(x))                          \
  X(ROUND, T, __builtin_elementwise_roundeven(x))                    \
  X(TRUNC, T, __builtin_elementwise_trunc(x))                        \
  X(ISNAN, uint8_t, x != x)                                          \
  X(ISINF, uint8_t, M(abs)(x) == (T)INFINITY)                        \
  X(ISFINITE, uint8_t, M(abs)(x) < (T)INFINITY)                      \
  X(LOGICAL_NOT, uint8_t, x == 0)

// The tanh form of gelu is x sigmoid(2u): tanh(u) = 2 sigmoid(2u) - 1, without its cancellation.
#define FLOAT_SMOOTH(X)                                              \
  X(EXP, T, M(exp)(x))                                               \
  X(EXP2, T, M(exp2)(x))                                             \
  X(EXPM1, T, M(expm1)(x))                                           \
  X(LOG, T, M(log)(x))                                               \
  X(LOG2, T, M(log2)(x))                                             \
  X(LOG10, T, M(log10)(x))                                           \
  X(LOG1P, T, M(log1p)(x))                                           \
  X(ASIN, T, M(asin)(x))                                             \
  X(ACOS, T, M(acos)(x))                                             \
  X(ATAN, T, M(atan)(x))                                             \
  X(SINH, T, M(sinh)(x))                                             \
  X(COSH, T, M(cosh)(x))                                             \
  X(TANH, T, M(tanh)(x))                                             \
  X(ERF, T, M(erf)(x))                                               \
  X(SIGMOID, T, M(sigmoid)(x))                                       \
  X(GELU, T, x * M(normal_cdf)(x))                                    \
  X(GELU_TANH, T,                                                    \
    x * M(sigmoid)((T)1.5957691216057307118 * (x + (T)0.044715 * (x * x * x)))) \
  X(SILU, T, x * M(sigmoid)(x))                                       \
  X(SOFTPLUS, T, (x <= 0 ? (T)0 : x) + M(log1p)(M(exp)(-M(abs)(x))))
