#ifndef TAPESTRY_TK_MATH_F64_H
#define TAPESTRY_TK_MATH_F64_H

// The double counterparts of tk_math_f32.h, from libm.

#include "tk_target.h"
#include <math.h>

TK_INLINE double tk_abs_f64(double x) { return __builtin_elementwise_abs(x); }
TK_INLINE double tk_sqrt_f64(double x) { return __builtin_elementwise_sqrt(x); }

#define TK_LIBM_F64(name) \
  TK_INLINE double tk_##name##_f64(double x) { return name(x); }
TK_LIBM_F64(exp)
TK_LIBM_F64(exp2)
TK_LIBM_F64(expm1)
TK_LIBM_F64(log)
TK_LIBM_F64(log2)
TK_LIBM_F64(log10)
TK_LIBM_F64(log1p)
TK_LIBM_F64(sin)
TK_LIBM_F64(cos)
TK_LIBM_F64(tan)
TK_LIBM_F64(asin)
TK_LIBM_F64(acos)
TK_LIBM_F64(atan)
TK_LIBM_F64(sinh)
TK_LIBM_F64(cosh)
TK_LIBM_F64(tanh)
TK_LIBM_F64(erf)
TK_LIBM_F64(erfc)
#undef TK_LIBM_F64

TK_INLINE double tk_atan2_f64(double y, double x) { return atan2(y, x); }

TK_INLINE double tk_sigmoid_f64(double x) {
  double e = exp(-tk_abs_f64(x));
  return (x < 0.0 ? e : 1.0) / (1.0 + e);
}

TK_INLINE double tk_normal_cdf_f64(double x) { return 0.5 * erfc(x * -0.70710678118654752440); }

#endif
