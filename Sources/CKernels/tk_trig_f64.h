#ifndef TAPESTRY_TK_TRIG_F64_H
#define TAPESTRY_TK_TRIG_F64_H

// Circular functions and their inverses on double, in the manner of tk_math_f64.h. Largest errors in
// ulp:
//
//   sin 0.80   cos 0.82   tan 2.2   asin 2.0   acos 1.2   atan 1.7   atan2 2.2

#include "tk_math_f64.h"

// Up to here the quarter turns are counted exactly below; beyond, callers use libm.
TK_INLINE int tk_is_bounded_f64(double x) { return tk_abs_f64(x) <= 0x1p20; }

// x = quarters pi/2 + r + lost. pi/2 is split in three parts of 33 bits and the rest, so that products
// with a quarter count below 2^20 are exact; so are the differences, with what they lost: where the
// second operand is the larger one, the difference has few bits.
TK_INLINE double tk_reduce_quarters_f64(double x, uint64_t *quarters, double *lost) {
  double shifted = x * 0x1.45f306dc9c883p-1 + 0x1.8p52;
  *quarters = tk_bits_f64(shifted);
  double k = shifted - 0x1.8p52;
  double a = x - k * 0x1.921fb54400000p0;
  double b_term = k * 0x1.0b4611a600000p-34;
  double b = a - b_term;
  double c_term = k * 0x1.3198a2e000000p-69;
  double c = b - c_term;
  double rest = ((a - b) - b_term) + (((b - c) - c_term) - k * 0x1.b839a252049c1p-104);
  double r = c + rest;
  *lost = (c - r) + rest;
  return r;
}

// Sine and cosine of r + lost for |r| <= pi/4.
TK_INLINE double tk_sin_core_f64(double r, double lost) {
  double z = r * r;
  double p = TK_POLYNOMIAL_F64(z, -0x1.5555555555555p-3, 0x1.1111111111110p-7, -0x1.a01a01a019930p-13,
                               0x1.71de3a545f9acp-19, -0x1.ae6454110ddaap-26, 0x1.61217dacc1f13p-33,
                               -0x1.ab17041718d6ep-41);
  return r + (p * z * r + (lost - 0.5 * z * lost));
}

TK_INLINE double tk_cos_core_f64(double r, double lost) {
  double z = r * r;
  double p = TK_POLYNOMIAL_F64(z, 0x1.5555555555555p-5, -0x1.6c16c16c16964p-10, 0x1.a01a019f4df8fp-16,
                               -0x1.27e4fa16e89fbp-22, 0x1.1eeb67ea7a39dp-29, -0x1.907cea0cf7388p-37);
  double half = 0.5 * z, y = 1.0 - half;
  return y + (((1.0 - y) - half) + (p * (z * z) - r * lost));
}

// sin(x + shift pi/2).
TK_INLINE double tk_sin_quarters_f64(double x, uint64_t shift) {
  uint64_t quarters;
  double lost, r = tk_reduce_quarters_f64(x, &quarters, &lost);
  quarters += shift;
  double s = tk_sin_core_f64(r, lost), c = tk_cos_core_f64(r, lost);
  double y = quarters & 1u ? c : s;
  return tk_from_bits_f64(tk_bits_f64(y) ^ ((quarters & 2u) << 62));
}

// Through |x|, which keeps the sign of zero.
TK_INLINE double tk_sin_bounded_f64(double x) {
  double y = tk_sin_quarters_f64(tk_abs_f64(x), 0);
  return tk_from_bits_f64(tk_bits_f64(y) ^ (tk_bits_f64(x) & 0x8000000000000000u));
}

TK_INLINE double tk_cos_bounded_f64(double x) { return tk_sin_quarters_f64(tk_abs_f64(x), 1); }

// sin / cos of r, or -cos / sin one quarter turn on.
TK_INLINE double tk_tan_bounded_f64(double x) {
  uint64_t quarters;
  double lost, r = tk_reduce_quarters_f64(x, &quarters, &lost);
  double s = tk_sin_core_f64(r, lost), c = tk_cos_core_f64(r, lost);
  double numerator = quarters & 1u ? -c : s, denominator = quarters & 1u ? s : c;
  return x == 0.0 ? x : numerator / denominator;
}

TK_INLINE double tk_sin_f64(double x) {
  return tk_is_bounded_f64(x) ? tk_sin_bounded_f64(x) : sin(x);
}

TK_INLINE double tk_cos_f64(double x) {
  return tk_is_bounded_f64(x) ? tk_cos_bounded_f64(x) : cos(x);
}

TK_INLINE double tk_tan_f64(double x) {
  return tk_is_bounded_f64(x) ? tk_tan_bounded_f64(x) : tan(x);
}

// The angle of numerator / denominator > 0, reduced at tan(pi/8) and tan(3 pi/8) to the angle beyond one
// of 0, pi/4 and pi/2.
TK_INLINE double tk_atan_ratio_f64(double numerator, double denominator) {
  int steep = numerator > 2.4142135623730950 * denominator;
  int middle = numerator > 0.41421356237309503 * denominator;
  double n = steep ? -denominator : middle ? numerator - denominator : numerator;
  double d = steep ? numerator : middle ? numerator + denominator : denominator;
  double base = steep ? 0x1.921fb54442d18p0 : middle ? 0x1.921fb54442d18p-1 : 0.0;
  double base_low = steep ? 0x1.1a62633145c07p-54 : middle ? 0x1.1a62633145c07p-55 : 0.0;
  double t = n / d, z = t * t;
  double p = TK_POLYNOMIAL_F64(z, -0x1.5555555555555p-2, 0x1.9999999999957p-3, -0x1.249249248db00p-3,
                               0x1.c71c71c326ecbp-4, -0x1.745d16640ead2p-4, 0x1.3b13937c88a6cp-4,
                               -0x1.110e9296f1f2ap-4, 0x1.e19af4a5a53f7p-5, -0x1.ac809776a032bp-5,
                               0x1.74f764932db6dp-5, -0x1.1b7119d3b7e9ap-5, 0x1.0b52a371c1b5dp-6);
  return base + (t + (p * z * t + base_low));
}

TK_INLINE double tk_atan_f64(double x) {
  double a = tk_abs_f64(x);
  return __builtin_copysign(tk_atan_ratio_f64(a, 1.0), x);
}

// The angle of a point in the first octant, turned and mirrored to where it lies. Equal infinities are at 45 degrees.
TK_INLINE double tk_atan2_f64(double y, double x) {
  double a = tk_abs_f64(x), b = tk_abs_f64(y);
  double small = a < b ? a : b, large = a < b ? b : a;
  double ratio = small == large ? (large == 0.0 ? 0.0 : 1.0) : small / large;
  double angle = tk_atan_ratio_f64(ratio, 1.0);
  // Pi in two parts: its rounding error would be that of the result.
  angle = a < b ? 0x1.921fb54442d18p0 - (angle - 0x1.1a62633145c07p-54) : angle;
  angle = __builtin_signbit(x) ? 0x1.921fb54442d18p1 - (angle - 0x1.1a62633145c07p-53) : angle;
  return ((x != x) | (y != y)) ? x + y : __builtin_copysign(angle, y);
}

// asin(x) - x over x^3, in z = x^2 <= 1/4.
TK_INLINE double tk_asin_tail_f64(double z) {
  return TK_POLYNOMIAL_F64(z, 0x1.5555555555556p-3, 0x1.3333333332e3fp-4, 0x1.6db6db6e3ee89p-5,
                           0x1.f1c71c1618bd9p-6, 0x1.6e8bb2eded178p-6, 0x1.1c4d1b9f0f689p-6,
                           0x1.c9d1fcd41a403p-7, 0x1.780a2a4c1609ep-7, 0x1.52f4b682cbc95p-7,
                           0x1.5fd04962ecd39p-8, 0x1.20fb4b706d54fp-6, -0x1.f286c74b3a7cap-7,
                           0x1.db209f2dce83dp-6);
}

// asin(s) = s + tail for s = |x| up to 1/2, for s = sqrt((1 - |x|) / 2) above.
TK_INLINE double tk_asin_parts_f64(double a, double *tail) {
  double z = a > 0.5 ? 0.5 - 0.5 * a : a * a;
  double s = a > 0.5 ? tk_sqrt_f64(z) : a;
  *tail = tk_asin_tail_f64(z) * z * s;
  return s;
}

TK_INLINE double tk_asin_f64(double x) {
  double a = tk_abs_f64(x);
  double tail, s = tk_asin_parts_f64(a, &tail);
  double outer = 2.0 * ((0x1.921fb54442d18p-1 - s) + (0x1.1a62633145c07p-55 - tail));
  return __builtin_copysign(a > 0.5 ? outer : s + tail, x);
}

TK_INLINE double tk_acos_f64(double x) {
  double a = tk_abs_f64(x);
  double tail, s = tk_asin_parts_f64(a, &tail);
  double left = 2.0 * ((0x1.921fb54442d18p0 - s) + (0x1.1a62633145c07p-54 - tail));
  double outer = x < 0.0 ? left : 2.0 * (s + tail);
  double signed_tail = __builtin_copysign(tail, x);
  double inner = (0x1.921fb54442d18p0 - x) + (0x1.1a62633145c07p-54 - signed_tail);
  return a > 0.5 ? outer : inner;
}

#endif
