#ifndef TAPESTRY_SPECIAL_H
#define TAPESTRY_SPECIAL_H

// Special functions of double, one element at a time. A file special_<family>.c defines those of a
// family and says how; what fits in a line or two stands here.

#include "tk_target.h"
#include <math.h>

#define TK_COUNT(array) (int)(sizeof(array) / sizeof(array)[0])

// The sum of c[k] T_k(t) for -1 <= t <= 1, by Clenshaw's recurrence.
TK_INLINE double tk_chebyshev(const double *c, int count, double t) {
  double b1 = 0, b2 = 0;
  for (int k = count - 1; k > 0; k--) {
    double b0 = 2 * t * b1 - b2 + c[k];
    b2 = b1;
    b1 = b0;
  }
  return t * b1 - b2 + c[0];
}

// special_gamma.c
double tk_lgamma(double x);
double tk_digamma(double x);
double tk_polygamma(double n, double x);
double tk_igamma(double a, double x);   // regularised, from 0 to x
double tk_igammac(double a, double x);  // regularised, from x on

// special_zeta.c: sum of (q + k)^-s over k >= 0.
double tk_zeta(double s, double q);

// special_erf.c
double tk_erfcx(double x);
double tk_erfinv(double x);
double tk_ndtri(double p);
double tk_log_ndtr(double x);

// special_bessel.c: a final e multiplies by exp(-|x|), of K by exp(x).
double tk_bessel_j0(double x);
double tk_bessel_j1(double x);
double tk_bessel_y0(double x);
double tk_bessel_y1(double x);
double tk_i0(double x);
double tk_i0e(double x);
double tk_i1(double x);
double tk_i1e(double x);
double tk_k0(double x);
double tk_k0e(double x);
double tk_k1(double x);
double tk_k1e(double x);
double tk_spherical_bessel_j0(double x);
double tk_airy_ai(double x);

// special_polynomials.c: of x, with the degree n.
double tk_chebyshev_t(double x, double n);
double tk_chebyshev_u(double x, double n);
double tk_chebyshev_v(double x, double n);
double tk_chebyshev_w(double x, double n);
double tk_shifted_chebyshev_t(double x, double n);
double tk_shifted_chebyshev_u(double x, double n);
double tk_shifted_chebyshev_v(double x, double n);
double tk_shifted_chebyshev_w(double x, double n);
double tk_hermite_h(double x, double n);
double tk_hermite_he(double x, double n);
double tk_laguerre_l(double x, double n);
double tk_legendre_p(double x, double n);

// x = m 2^e with 1/2 <= |m| < 1; what has no such form is its own m, and e is 0.
TK_INLINE double tk_frexp_mantissa(double x) {
  int e;
  return isfinite(x) ? frexp(x, &e) : x;
}

TK_INLINE int tk_frexp_exponent(double x) {
  int e = 0;
  if (isfinite(x)) frexp(x, &e);
  return e;
}

// sin(pi x) / (pi x).
TK_INLINE double tk_sinc(double x) {
  double t = M_PI * x;
  return x == 0 ? 1 : sin(t) / t;
}

// Its derivative; near 0 by its series, where the difference below would cancel.
TK_INLINE double tk_sinc_slope(double x) {
  double t = M_PI * x, z = t * t;
  if (fabs(t) > 1) return M_PI * ((cos(t) - sin(t) / t) / t);
  double sum = 0;
  for (int k = 9; k > 0; k--) sum = (2 * k - z * sum) / ((2 * k) * (2 * k + 1)) ;
  return -M_PI * t * sum;
}

// a log(b) and a log(1 + b), 0 where a is 0 and b not NaN.
TK_INLINE double tk_xlogy(double a, double b) { return b != b ? b : a == 0 ? 0 : a * log(b); }
TK_INLINE double tk_xlog1py(double a, double b) { return b != b ? b : a == 0 ? 0 : a * log1p(b); }

// -x log(x), the entropy's summand.
TK_INLINE double tk_entr(double x) {
  return x > 0 ? -x * log(x) : x == 0 ? 0 : x != x ? x : -INFINITY;
}

// The normal distribution function.
TK_INLINE double tk_ndtr(double x) { return 0.5 * erfc(x * -M_SQRT1_2); }

#endif
