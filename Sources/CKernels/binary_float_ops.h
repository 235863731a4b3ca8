// The table of one float type: T, SUFFIX and M(name), the type's elementary functions. Included by
// binary_f32.c and binary_f64.c.

#include "special.h"

#define C(name) TK_CONCAT(TK_CONCAT(name, _), SUFFIX)

// Python's division, after CPython's float_divmod: a / b rounded down could be one too high
// where the quotient itself was rounded up.
TK_INLINE T C(floor_divide)(T a, T b) {
  if (b == 0) return a / b;
  T mod = LIBM(fmod)(a, b);
  T quotient = (a - mod) / b;
  if (mod != 0 && (b < 0) != (mod < 0)) quotient -= 1;
  if (quotient == 0) return LIBM(copysign)(0, a / b);
  T whole = __builtin_elementwise_floor(quotient);
  return quotient - whole > (T)0.5 ? whole + 1 : whole;
}

TK_INLINE T C(remainder)(T a, T b) {
  T mod = LIBM(fmod)(a, b);
  return mod != 0 && (b < 0) != (mod < 0) ? mod + b : mod;
}

// Derivative of x cdf(x), the erf form of gelu.
TK_INLINE T C(gelu_slope)(T x) {
  T density = (T)0.39894228040143267794 * M(exp_nonpositive)((T)-0.5 * (x * x));
  return M(normal_cdf)(x) + x * density;
}

// Derivative of x s(v), the tanh form of gelu, with v = 2 sqrt(2/pi) (x + 0.044715 x^3).
TK_INLINE T C(gelu_tanh_slope)(T x) {
  const T scale = (T)1.5957691216057307118, cubic = (T)0.044715;
  T s = M(sigmoid)(scale * (x + cubic * (x * x * x)));
  T v_slope = scale * (1 + 3 * cubic * (x * x));
  return s + x * (s * (1 - s)) * v_slope;
}

TK_INLINE T C(silu_slope)(T x) {
  T s = M(sigmoid)(x);
  return s * (1 + x * (1 - s));
}

TK_INLINE T C(soft_shrink)(T x, T lambda) {
  T rest = x != x ? x : (T)0;
  return x > lambda ? x - lambda : x < -lambda ? x + lambda : rest;
}

// Equal infinities have no difference.
TK_INLINE T C(log_add_exp)(T a, T b) {
  T larger = a > b ? a : b;
  T y = larger + M(log1p)(M(exp)(-M(abs)(a - b)));
  return ((a == b) & (M(abs)(a) == (T)INFINITY)) ? a : y;
}

// log2(2^a + 2^b).
TK_INLINE T C(log_add_exp2)(T a, T b) {
  T larger = a > b ? a : b;
  T y = larger + M(log1p)(M(exp2)(-M(abs)(a - b))) * (T)1.44269504088896340736;
  return ((a == b) & (M(abs)(a) == (T)INFINITY)) ? a : y;
}

#define FLOAT_ARITHMETIC(X)                                                           \
  X(ADD, T, a + b)                                                                    \
  X(SUB, T, a - b)                                                                    \
  X(MUL, T, a * b)                                                                    \
  X(DIV, T, a / b)                                                                    \
  X(MAXIMUM, T, ((a > b) | (a != a)) ? a : b)                                         \
  X(MINIMUM, T, ((a < b) | (a != a)) ? a : b)                                         \
  X(FMAX, T, ((a > b) | (b != b)) ? a : b)                                            \
  X(FMIN, T, ((a < b) | (b != b)) ? a : b)                                            \
  X(COPYSIGN, T, LIBM(__builtin_copysign)(a, b))                                      \
  X(RELU_BACKWARD, T, b <= 0 ? (T)0 : a)                                              \
  X(SIGMOID_BACKWARD, T, a * (1 - b) * b)                                             \
  X(TANH_BACKWARD, T, a * (1 - b * b))                                                \
  X(SQUARED_DIFFERENCE, T, (a - b) * (a - b))                                         \
  X(ROUNDED_CORNER, T, M(abs)(a) < b ? a * a * ((T)0.5 / b) : M(abs)(a) - (T)0.5 * b) \
  X(LEAKY_RELU, T, a > 0 ? a : a * b)                                                 \
  X(HARDSHRINK, T, ((a >= -b) & (a <= b)) ? (T)0 : a)                                 \
  X(SOFTSHRINK, T, C(soft_shrink)(a, b))                                              \
  X(TRUNC_DIV, T, __builtin_elementwise_trunc(a / b))                                 \
  BINARY_COMPARISONS(X)

#define FLOAT_SMOOTH(X)                                           \
  X(ELU, T, a <= 0 ? b * M(expm1)(a) : a)                         \
  X(CELU, T, a <= 0 ? b * M(expm1)(a / b) : a)                    \
  X(LOGADDEXP, T, C(log_add_exp)(a, b))                           \
  X(LOGADDEXP2, T, C(log_add_exp2)(a, b))                         \
  X(ATAN2, T, M(atan2)(a, b))                                     \
  X(POW, T, M(pow)(a, b))                                         \
  X(GELU_BACKWARD, T, a * C(gelu_slope)(b))                       \
  X(GELU_TANH_BACKWARD, T, a * C(gelu_tanh_slope)(b))             \
  X(SILU_BACKWARD, T, a * C(silu_slope)(b))

#define FLOAT_LIBM(X)                                             \
  X(FLOOR_DIV, T, C(floor_divide)(a, b))                          \
  X(REMAINDER, T, C(remainder)(a, b))                             \
  X(FMOD, T, LIBM(fmod)(a, b))                                    \
  X(HYPOT, T, LIBM(hypot)(a, b))                                  \
  X(NEXTAFTER, T, LIBM(nextafter)(a, b))

// Computed in double for either type.
#define FLOAT_SPECIAL(X)                                  \
  X(XLOGY, T, tk_xlogy(a, b))                             \
  X(XLOG1PY, T, tk_xlog1py(a, b))                         \
  X(IGAMMA, T, tk_igamma(a, b))                           \
  X(IGAMMAC, T, tk_igammac(a, b))                         \
  X(ZETA, T, tk_zeta(a, b))                               \
  X(POLYGAMMA, T, tk_polygamma(a, b))                     \
  X(CHEBYSHEV_T, T, tk_chebyshev_t(a, b))                 \
  X(CHEBYSHEV_U, T, tk_chebyshev_u(a, b))                 \
  X(CHEBYSHEV_V, T, tk_chebyshev_v(a, b))                 \
  X(CHEBYSHEV_W, T, tk_chebyshev_w(a, b))                 \
  X(SHIFTED_CHEBYSHEV_T, T, tk_shifted_chebyshev_t(a, b)) \
  X(SHIFTED_CHEBYSHEV_U, T, tk_shifted_chebyshev_u(a, b)) \
  X(SHIFTED_CHEBYSHEV_V, T, tk_shifted_chebyshev_v(a, b)) \
  X(SHIFTED_CHEBYSHEV_W, T, tk_shifted_chebyshev_w(a, b)) \
  X(HERMITE_H, T, tk_hermite_h(a, b))                     \
  X(HERMITE_HE, T, tk_hermite_he(a, b))                   \
  X(LAGUERRE_L, T, tk_laguerre_l(a, b))                   \
  X(LEGENDRE_P, T, tk_legendre_p(a, b))

FLOAT_ARITHMETIC(BINARY_VECTOR)
FLOAT_SMOOTH(BINARY_DEEP)
FLOAT_LIBM(BINARY_SCALAR)
FLOAT_SPECIAL(BINARY_SCALAR)

const tk_binary_fn _Nullable TK_CONCAT(tk_binary_, SUFFIX)[TK_BINARY_COUNT] = {
    FLOAT_ARITHMETIC(BINARY_ENTRY) FLOAT_SMOOTH(BINARY_ENTRY) FLOAT_LIBM(BINARY_ENTRY)
        FLOAT_SPECIAL(BINARY_ENTRY)};
