#ifndef TAPESTRY_TK_ERF_F64_H
#define TAPESTRY_TK_ERF_F64_H

// The error function and its relatives on double, in the manner of tk_math_f64.h. Largest errors in
// ulp:
//
//   erf 1.2   erfc 4.8   normal_cdf 4.7

#include "tk_math_f64.h"

// erf(x) / x - 1 for |x| <= 1.
TK_INLINE double tk_erf_tail_f64(double x) {
  return TK_POLYNOMIAL_F64(x * x, 0x1.06eba8214db69p-3, -0x1.812746b0379e6p-2, 0x1.ce2f21a042b32p-4,
                           -0x1.b82ce31284ea3p-6, 0x1.565bcd0dbc133p-8, -0x1.c02db3db012d9p-11,
                           0x1.f9a321dc197a2p-14, -0x1.f4d1e38805496p-17, 0x1.b9df275eac93ep-20,
                           -0x1.5f1ef203e4caep-23, 0x1.f7b62ff9d8a70p-27, -0x1.38a137650991dp-30,
                           0x1.0608f9b26a3b5p-34);
}

// exp(t^2) erfc(t) (t + 4) for t from 1/2 to where erfc is 0 in double, in u = (t - 4) / (t + 4).
// The large first terms come one after another: sums of even and of odd powers would cancel.
TK_INLINE double tk_erfcx_core_f64(double u) {
  double p = TK_POLYNOMIAL_F64(
      u, -0x1.14eacb1ad0340p-1, 0x1.52cac23710661p-2, -0x1.645fd8a4bc1bfp-3, 0x1.38dbd2c8c17d1p-4,
      -0x1.b00c052c1c415p-6, 0x1.908f473f03076p-8, -0x1.269b52895a982p-12, -0x1.dd2851c489677p-12,
      0x1.72cdadb1bc627p-13, -0x1.e7cc43fe66089p-19, -0x1.3c6f94a43078bp-16, 0x1.3adfd3b95d838p-18,
      0x1.7e6a7109ef27ep-20, -0x1.c3c766b977305p-21, -0x1.47085d62b8399p-24, 0x1.fd5bd5d3f3197p-24,
      0x1.6e86f3ea7e638p-30, -0x1.968cedc95a414p-27);
  return ((p * u + 0x1.8be202d26c6ffp-1) * u - 0x1.f3fe31ecb49bfp-1) * u + 0x1.18932bf08e154p+0;
}

// erfc(t) for t >= 1/2, given t^2 as square + lost: what t^2 loses in rounding shows in exp(-t^2).
TK_INLINE double tk_erfc_large_f64(double t, double square, double lost) {
  double scaled = tk_erfcx_core_f64((t - 4.0) / (t + 4.0)) / (t + 4.0);
  uint64_t n;
  double r_lost, r = tk_reduce_ln2_f64(-square, &n, &r_lost);
  lost = r_lost - lost;
  double r_sum = r + lost;
  r_lost = (r - r_sum) + lost;
  double e = tk_exp_tail_f64(r_sum) * (r_sum * r_sum) + r_lost + r_sum;
  return tk_scale_f64(e * scaled + scaled, n);
}

// x^2 and what its rounding loses.
TK_INLINE double tk_square_f64(double x, double *lost) {
  double square = x * x;
  double high = tk_upper_half_f64(x), low = x - high;
  *lost = ((high * high - square) + 2.0 * high * low) + low * low;
  return square;
}

TK_INLINE double tk_erf_f64(double x) {
  double t = tk_abs_f64(x);
  t = t > 6.0 ? 6.0 : t;
  double large = 1.0 - tk_erfc_large_f64(t, t * t, 0.0);
  return t > 1.0 ? __builtin_copysign(large, x) : x * tk_erf_tail_f64(x) + x;
}

TK_INLINE double tk_erfc_f64(double x) {
  double t = tk_abs_f64(x);
  t = t > 27.5 ? 27.5 : t;
  double lost, square = tk_square_f64(t, &lost);
  double tail = tk_erfc_large_f64(t, square, lost);
  double outer = x < 0.0 ? 2.0 - tail : tail;
  return t > 0.5 ? outer : (1.0 - x) - x * tk_erf_tail_f64(x);
}

// The normal distribution function, without the cancellation of 1 + erf on the left.
TK_INLINE double tk_normal_cdf_f64(double x) {
  double a = tk_abs_f64(x);
  a = a > 38.8 ? 38.8 : a;
  double lost, square = tk_square_f64(a, &lost);
  double t = a * 0x1.6a09e667f3bcdp-1;
  double tail = 0.5 * tk_erfc_large_f64(t, 0.5 * square, 0.5 * lost);
  double outer = x < 0.0 ? tail : 1.0 - tail;
  double z = x * 0x1.6a09e667f3bcdp-1;
  return t > 0.5 ? outer : 0.5 + 0.5 * (z * tk_erf_tail_f64(z) + z);
}

#endif
