// The error function's relatives, from libm's erf and erfc.

#include "special.h"

// exp(x^2) erfc(x). The square's rounding error times exp would show, so it is put back; from 10 on, the
// asymptotic series 1 - 1/2x^2 + 1 3/(2x^2)^2 - ... gives every digit.
double tk_erfcx(double x) {
  if (x < 10) {
    double square = x * x, lost = fma(x, x, -square);
    if (square > 720) return x < 0 ? INFINITY : NAN;
    double e = exp(square);
    return (e + e * lost) * erfc(x);
  }
  double z = 0.5 / x / x, sum = 1;
  for (int k = 13; k > 0; k--) sum = 1 - (2 * k - 1) * z * sum;
  return sum / x * (0.5 * M_2_SQRTPI);
}

// log of the normal distribution function.
double tk_log_ndtr(double x) {
  double t = x * M_SQRT1_2;
  return x < -1 ? log(0.5 * tk_erfcx(-t)) - t * t : log1p(-0.5 * erfc(t));
}

// The y with erfc(y) = q, 0 < q <= 1/2: Newton's method on log(erfc(y)), which is nearly a parabola.
static double erfc_inverse(double q) {
  double log_q = log(q);
  // Winitzki, "A handy approximation for the error function and its inverse", 2008: 3 digits.
  double l = log_q + log(2 - q), b = 2 / (M_PI * 0.147) + 0.5 * l;
  double y = sqrt(sqrt(b * b - l / 0.147) - b);
  for (int step = 0; step < 3; step++) {
    double scaled = tk_erfcx(y);
    y += (log(scaled) - y * y - log_q) * scaled / M_2_SQRTPI;
  }
  return y;
}

// The y with erf(y) = x, |x| <= 1/2: two steps of Halley's method from two terms of the series.
static double erf_inverse_near(double x) {
  double y = x / M_2_SQRTPI * (1 + M_PI / 12 * (x * x) * (1 + 7 * M_PI / 40 * (x * x)));
  for (int step = 0; step < 2; step++) {
    double u = (erf(y) - x) * exp(y * y) / M_2_SQRTPI;
    y -= u / (1 + y * u);
  }
  return y;
}

double tk_erfinv(double x) {
  double a = fabs(x);
  if (a <= 0.5) return a < 1e-150 ? x / M_2_SQRTPI : erf_inverse_near(x);
  if (a < 1) return copysign(erfc_inverse(1 - a), x);
  return a == 1 ? copysign(INFINITY, x) : NAN;
}

// 1 - p and 1 - 2p are exact where they are used.
double tk_ndtri(double p) {
  if (p == 0 || p == 1) return p == 0 ? -INFINITY : INFINITY;
  if (!(p > 0 && p < 1)) return NAN;
  if (p < 0.25) return -M_SQRT2 * erfc_inverse(2 * p);
  return p > 0.75 ? M_SQRT2 * erfc_inverse(2 * (1 - p)) : M_SQRT2 * tk_erfinv(2 * p - 1);
}
