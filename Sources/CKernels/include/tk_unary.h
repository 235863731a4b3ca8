#ifndef TAPESTRY_TK_UNARY_H
#define TAPESTRY_TK_UNARY_H

#include "tk_dtype.h"
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

// Elementwise functions of one operand. Float functions exist for float32 and float64; TK_IS…,
// TK_SIGNBIT and TK_LOGICAL_NOT write bool (0 or 1) and exist for every dtype; TK_GELU is the erf form; TK_ROUND
// rounds halves to even; TK_FREXP_EXPONENT writes int32.
typedef enum {
  TK_NEG,
  TK_ABS,
  TK_SIGN,
  TK_SQUARE,
  TK_RECIPROCAL,
  TK_SQRT,
  TK_RSQRT,
  TK_EXP,
  TK_EXP2,
  TK_EXPM1,
  TK_LOG,
  TK_LOG2,
  TK_LOG10,
  TK_LOG1P,
  TK_SIN,
  TK_COS,
  TK_TAN,
  TK_ASIN,
  TK_ACOS,
  TK_ATAN,
  TK_SINH,
  TK_COSH,
  TK_TANH,
  TK_ERF,
  TK_ERFC,
  TK_SIGMOID,
  TK_RELU,
  TK_GELU,
  TK_GELU_TANH,
  TK_SILU,
  TK_SOFTPLUS,
  TK_FLOOR,
  TK_CEIL,
  TK_ROUND,
  TK_TRUNC,
  TK_ISNAN,
  TK_ISINF,
  TK_ISFINITE,
  TK_LOGICAL_NOT,
  TK_BITWISE_NOT,
  TK_SIGNBIT,
  TK_ISPOSINF,
  TK_ISNEGINF,
  TK_ANGLE,
  TK_FRAC,
  TK_FREXP_MANTISSA,
  TK_FREXP_EXPONENT,
  TK_ACOSH,
  TK_ASINH,
  TK_ATANH,
  TK_SINC,
  TK_SINC_SLOPE,
  TK_SELU,
  TK_MISH,
  TK_LOGSIGMOID,
  TK_HARDSIGMOID,
  TK_HARDSWISH,
  TK_SOFTSIGN,
  TK_LGAMMA,
  TK_DIGAMMA,
  TK_ERFINV,
  TK_ERFCX,
  TK_NDTR,
  TK_NDTRI,
  TK_LOG_NDTR,
  TK_ENTR,
  TK_I0,
  TK_I0E,
  TK_I1,
  TK_I1E,
  TK_BESSEL_J0,
  TK_BESSEL_J1,
  TK_BESSEL_Y0,
  TK_BESSEL_Y1,
  TK_BESSEL_K0,
  TK_BESSEL_K0E,
  TK_BESSEL_K1,
  TK_BESSEL_K1E,
  TK_SPHERICAL_BESSEL_J0,
  TK_AIRY_AI,
  TK_UNARY_COUNT
} tk_unary_op;

// Strides count elements. `out` may be `in` itself with the same stride; any other overlap is not
// allowed. An element's result depends on its value alone, not on strides or position.
typedef void (*tk_unary_fn)(void *out, ptrdiff_t out_stride, const void *in, ptrdiff_t in_stride,
                            size_t count);

// NULL where the function is not defined for the dtype. float16 and bfloat16 have what float32 has,
// computed in float32 and rounded.
tk_unary_fn _Nullable tk_unary(tk_unary_op op, tk_dtype dtype);

#pragma clang assume_nonnull end

#endif
