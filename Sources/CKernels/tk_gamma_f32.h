#ifndef TAPESTRY_TK_GAMMA_F32_H
#define TAPESTRY_TK_GAMMA_F32_H

// log |gamma(x)| of float, computed in double without branches: at most 0.6 ulp off, but for
// 1.5 where it is nearly 0.

#include "tk_math_f64.h"

// sin(pi t) for |t| <= 1/2.
TK_INLINE double tk_sin_pi_f64(double t) {
  double z = t * t;
  double p = TK_POLYNOMIAL_F64(z, -0x1.4abbce625be53p+2, 0x1.466bc6775aad6p+1, -0x1.32d2cce62adb6p-1,
                               0x1.50783486f162fp-4, -0x1.e3074ee5caa25p-8, 0x1.e8f3afff4f646p-12,
                               -0x1.6f8667688b59ap-16, 0x1.9ec523d97dbd6p-21);
  return p * z * t + 0x1.921fb54442d18p1 * t;
}

// Stirling's series from 8 on, DLMF 5.11.1. Smaller numbers are taken 8 steps up, and the product of the
// steps comes off as one logarithm; below 0 that product meets the reflection's pi / sin(pi x).
TK_INLINE float tk_lgamma_f32(float x) {
  double v = x;
  double a = v < 0.0 ? 1.0 - v : v;
  a = a > 1e40 ? 1e40 : a;
  double steps = a * (a + 7.0) * ((a + 1.0) * (a + 6.0)) *
                 ((a + 2.0) * (a + 5.0) * ((a + 3.0) * (a + 4.0)));
  steps = a < 8.0 ? steps : 1.0;
  double w = a < 8.0 ? a + 8.0 : a;
  double r = 1.0 / w;
  double series = TK_POLYNOMIAL_F64(r * r, 1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188,
                                    -691.0 / 360360, 1.0 / 156);
  double stirling = (w - 0.5) * tk_log_f64(w) - w + (0.91893853320467274178 + series * r);
  // Without the nearest whole number, of which all large ones are one.
  double t = v - ((v + 0x1.8p52) - 0x1.8p52);
  t = v > -0x1p40 ? t : 0.0;
  double reflected = 0x1.921fb54442d18p1 / tk_abs_f64(tk_sin_pi_f64(t));
  double factor = v < 0.0 ? steps * reflected : steps;
  double y = stirling - tk_log_f64(factor);
  y = v < 0.0 ? -y : y;
  y = ((v == 1.0) | (v == 2.0)) ? 0.0 : y;
  return (float)(v < INFINITY ? y : v);
}

#endif
