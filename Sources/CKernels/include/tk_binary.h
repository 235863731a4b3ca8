#ifndef TAPESTRY_TK_BINARY_H
#define TAPESTRY_TK_BINARY_H

#include "tk_dtype.h"
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

// Elementwise functions of two operands of one dtype. Integer arithmetic wraps. TK_FLOOR_DIV and
// TK_REMAINDER follow Python's signs, TK_FMOD follows C's; dividing an integer by zero gives 0,
// so callers who want an error look first. TK_POW of a negative integer exponent is rounded
// towards zero. TK_MAXIMUM and TK_MINIMUM propagate NaN, TK_FMAX and TK_FMIN ignore it.
// Comparisons and TK_LOGICAL_… write bool. A shift by a negative count or by the width or more
// shifts everything out.
//
// TK_ROUNDED_CORNER is |a| - b / 2, and a parabola of the same slope up to a distance of b.
//
// Functions with one parameter have it as b: the slope of TK_LEAKY_RELU, alpha of TK_ELU and TK_CELU,
// lambda of TK_HARDSHRINK and TK_SOFTSHRINK; polynomials have their degree there, TK_POLYGAMMA and
// TK_IGAMMA… their order as a.
//
// TK_…_BACKWARD are fused derivatives for float dtypes: a is the incoming gradient, b what the
// function saved, which is its output for sigmoid and tanh and its input for the rest.
typedef enum {
  TK_ADD,
  TK_SUB,
  TK_MUL,
  TK_DIV,
  TK_FLOOR_DIV,
  TK_REMAINDER,
  TK_FMOD,
  TK_POW,
  TK_MAXIMUM,
  TK_MINIMUM,
  TK_FMAX,
  TK_FMIN,
  TK_ATAN2,
  TK_HYPOT,
  TK_COPYSIGN,
  TK_EQ,
  TK_NE,
  TK_LT,
  TK_LE,
  TK_GT,
  TK_GE,
  TK_LOGICAL_AND,
  TK_LOGICAL_OR,
  TK_LOGICAL_XOR,
  TK_BITWISE_AND,
  TK_BITWISE_OR,
  TK_BITWISE_XOR,
  TK_SHIFT_LEFT,
  TK_SHIFT_RIGHT,
  TK_RELU_BACKWARD,
  TK_SIGMOID_BACKWARD,
  TK_TANH_BACKWARD,
  TK_GELU_BACKWARD,
  TK_GELU_TANH_BACKWARD,
  TK_SILU_BACKWARD,
  TK_TRUNC_DIV,
  TK_GCD,
  TK_LCM,
  TK_NEXTAFTER,
  TK_LOGADDEXP,
  TK_LOGADDEXP2,
  TK_XLOGY,
  TK_XLOG1PY,
  TK_SQUARED_DIFFERENCE,
  TK_ROUNDED_CORNER,
  TK_LEAKY_RELU,
  TK_ELU,
  TK_CELU,
  TK_HARDSHRINK,
  TK_SOFTSHRINK,
  TK_IGAMMA,
  TK_IGAMMAC,
  TK_ZETA,
  TK_POLYGAMMA,
  TK_CHEBYSHEV_T,
  TK_CHEBYSHEV_U,
  TK_CHEBYSHEV_V,
  TK_CHEBYSHEV_W,
  TK_SHIFTED_CHEBYSHEV_T,
  TK_SHIFTED_CHEBYSHEV_U,
  TK_SHIFTED_CHEBYSHEV_V,
  TK_SHIFTED_CHEBYSHEV_W,
  TK_HERMITE_H,
  TK_HERMITE_HE,
  TK_LAGUERRE_L,
  TK_LEGENDRE_P,
  TK_BINARY_COUNT
} tk_binary_op;

// Strides count elements; a stride of 0 repeats one value. `out` may be `a` or `b` itself with the
// same stride; any other overlap is not allowed.
typedef void (*tk_binary_fn)(void *out, ptrdiff_t out_stride, const void *a, ptrdiff_t a_stride,
                             const void *b, ptrdiff_t b_stride, size_t count);

// NULL where the function is not defined for the dtype. float16 and bfloat16 have what float32 has,
// computed in float32 and rounded.
tk_binary_fn _Nullable tk_binary(tk_binary_op op, tk_dtype dtype);

// into[i] += from[i]; for bool, or. `into` and `from` do not overlap.
void tk_accumulate(tk_dtype dtype, void *into, const void *from, size_t count);

// out[i] = condition[i] ? a[i] : b[i] for elements of 1, 2, 4 or 8 bytes.
void tk_where(size_t item_size, void *out, const uint8_t *condition, ptrdiff_t condition_stride,
              const void *a, ptrdiff_t a_stride, const void *b, ptrdiff_t b_stride, size_t count);

// out[i] = min(max(in[i], *low), *high); NaN stays NaN. The bounds are of the element type. Not for
// bool, float16 and bfloat16.
void tk_clamp(tk_dtype dtype, void *out, const void *in, const void *low, const void *high,
              size_t count);

#pragma clang assume_nonnull end

#endif
