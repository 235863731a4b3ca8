// The operations that float and double share, written over T and M(name), the type's elementary
// functions. Included by unary_f32.c and unary_f64.c.

#define C(name) TK_CONCAT(TK_CONCAT(name, _), SUFFIX)

// x + 3 between 0 and 6; NaN stays.
TK_INLINE T C(hard_step)(T x) {
  T y = x + 3;
  y = y < 0 ? (T)0 : y;
  return y > 6 ? (T)6 : y;
}

// tanh(log(1 + e)) with e = exp(x) is e (e + 2) / (e (e + 2) + 2); beyond 20 it is 1.
TK_INLINE T C(mish)(T x) {
  T e = M(exp)(x > 20 ? (T)20 : x);
  T n = e * (e + 2);
  return x > 20 ? x : x * (n / (n + 2));
}

// log((1 + |x|) / (1 - |x|)) / 2.
TK_INLINE T C(atanh)(T x) {
  T a = M(abs)(x);
  T y = (T)0.5 * M(log1p)(2 * a / (1 - a));
  return __builtin_elementwise_copysign(a == 0 ? a : y, x);
}

// Klambauer et al., "Self-normalizing neural networks", 2017.
TK_INLINE T C(selu)(T x) {
  const T alpha = (T)1.6732632423543772848, scale = (T)1.0507009873554804934;
  return x <= 0 ? scale * alpha * M(expm1)(x) : scale * x;
}

#define FLOAT_ARITHMETIC(X)                                          \
  X(NEG, T, -x)                                                      \
  X(ABS, T, M(abs)(x))                                               \
  X(SIGN, T, (T)(x > 0) - (T)(x < 0))                                \
  X(SQUARE, T, x * x)                                                \
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
  X(LOGICAL_NOT, uint8_t, x == 0)                                    \
  X(SIGNBIT, uint8_t, __builtin_signbit(x) != 0)                     \
  X(ISPOSINF, uint8_t, x == (T)INFINITY)                             \
  X(ISNEGINF, uint8_t, x == -(T)INFINITY)                            \
  X(ANGLE, T, x != x ? x : x < 0 ? (T)3.14159265358979323846 : (T)0) \
  X(FRAC, T, x - __builtin_elementwise_trunc(x))                     \
  X(HARDSIGMOID, T, C(hard_step)(x) / 6)                             \
  X(HARDSWISH, T, x * C(hard_step)(x) / 6)                           \
  X(SOFTSIGN, T, x / (1 + M(abs)(x)))

// The tanh form of gelu is x sigmoid(2u): tanh(u) = 2 sigmoid(2u) - 1, without its cancellation.
#define FLOAT_SMOOTH(X)                                                                        \
  X(EXP, T, M(exp)(x))                                                                         \
  X(EXP2, T, M(exp2)(x))                                                                       \
  X(EXPM1, T, M(expm1)(x))                                                                     \
  X(LOG, T, M(log)(x))                                                                         \
  X(LOG2, T, M(log2)(x))                                                                       \
  X(LOG10, T, M(log10)(x))                                                                     \
  X(LOG1P, T, M(log1p)(x))                                                                     \
  X(ASIN, T, M(asin)(x))                                                                       \
  X(ACOS, T, M(acos)(x))                                                                       \
  X(ATAN, T, M(atan)(x))                                                                       \
  X(SINH, T, M(sinh)(x))                                                                       \
  X(COSH, T, M(cosh)(x))                                                                       \
  X(TANH, T, M(tanh)(x))                                                                       \
  X(ATANH, T, C(atanh)(x))                                                                     \
  X(ERF, T, M(erf)(x))                                                                         \
  X(SIGMOID, T, M(sigmoid)(x))                                                                 \
  X(GELU, T, x * M(normal_cdf)(x))                                                             \
  X(GELU_TANH, T,                                                                              \
    x * M(sigmoid)((T)1.5957691216057307118 * (x + (T)0.044715 * (x * x * x))))                \
  X(SILU, T, x * M(sigmoid)(x))                                                                \
  X(SOFTPLUS, T, (x <= 0 ? (T)0 : x) + M(log1p)(M(exp_nonpositive)(-M(abs)(x))))               \
  X(LOGSIGMOID, T, (x < 0 ? x : x != x ? x : (T)0) - M(log1p)(M(exp_nonpositive)(-M(abs)(x)))) \
  X(MISH, T, C(mish)(x))                                                                       \
  X(SELU, T, C(selu)(x))

// Computed in double for either type, one element after another.
#define FLOAT_SPECIAL(X)                                             \
  X(ACOSH, T, acosh(x))                                              \
  X(ASINH, T, asinh(x))                                              \
  X(FREXP_MANTISSA, T, tk_frexp_mantissa(x))                         \
  X(FREXP_EXPONENT, int32_t, tk_frexp_exponent(x))                   \
  X(SINC, T, tk_sinc(x))                                             \
  X(SINC_SLOPE, T, tk_sinc_slope(x))                                 \
  X(DIGAMMA, T, tk_digamma(x))                                       \
  X(ERFINV, T, tk_erfinv(x))                                         \
  X(ERFCX, T, tk_erfcx(x))                                           \
  X(NDTR, T, tk_ndtr(x))                                             \
  X(NDTRI, T, tk_ndtri(x))                                           \
  X(LOG_NDTR, T, tk_log_ndtr(x))                                     \
  X(ENTR, T, tk_entr(x))                                             \
  X(I0, T, tk_i0(x))                                                 \
  X(I0E, T, tk_i0e(x))                                               \
  X(I1, T, tk_i1(x))                                                 \
  X(I1E, T, tk_i1e(x))                                               \
  X(BESSEL_J0, T, tk_bessel_j0(x))                                   \
  X(BESSEL_J1, T, tk_bessel_j1(x))                                   \
  X(BESSEL_Y0, T, tk_bessel_y0(x))                                   \
  X(BESSEL_Y1, T, tk_bessel_y1(x))                                   \
  X(BESSEL_K0, T, tk_k0(x))                                          \
  X(BESSEL_K0E, T, tk_k0e(x))                                        \
  X(BESSEL_K1, T, tk_k1(x))                                          \
  X(BESSEL_K1E, T, tk_k1e(x))                                        \
  X(SPHERICAL_BESSEL_J0, T, tk_spherical_bessel_j0(x))               \
  X(AIRY_AI, T, tk_airy_ai(x))

// Sine, cosine and tangent choose between two formulas by the size of each element. A block without
// large elements, nearly every one, needs no choice inside its loop and vectorises.
#define BLOCK 256

#define BLOCKWISE(OP, BOUNDED, ANY)                                                        \
  static TK_CLONES void UNARY_NAME(OP) UNARY_PARAMETERS {                                  \
    T *y = out;                                                                            \
    const T *x = in;                                                                       \
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
        large |= !M(is_bounded)(x[i]);                                                     \
      }                                                                                    \
      if (large) {                                                                         \
        for (size_t i = start; i < end; i++) { y[i] = ANY(x[i]); }                         \
      } else {                                                                             \
        TK_EACH_DEEP(i, end - start, { y[start + i] = BOUNDED(x[start + i]); })            \
      }                                                                                    \
    }                                                                                      \
  }

BLOCKWISE(SIN, M(sin_bounded), M(sin))
BLOCKWISE(COS, M(cos_bounded), M(cos))
BLOCKWISE(TAN, M(tan_bounded), M(tan))
