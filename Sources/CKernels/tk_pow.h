#ifndef TAPESTRY_TK_POW_H
#define TAPESTRY_TK_POW_H

// Powers as exp(b log(a)), in the manner of tk_math_f64.h. Every case of C's pow is right, signs of zeros
// included. Largest errors in ulp: float 0.51, double 1.3.

#include "tk_math_f64.h"

// What a power is by the signs of its operands and where they are 1, infinite or NaN, given
// |base|^exponent.
TK_INLINE double tk_signed_power_f64(double base, double exponent, double power) {
  // From 2^53 on all numbers are even. 2^52 added to a smaller one rounds it to a whole one.
  double b = tk_abs_f64(exponent);
  b = b < 0x1p53 ? b : 0x1p53;
  int is_whole = (b >= 0x1p52) | ((b + 0x1p52) - 0x1p52 == b);
  int is_odd = is_whole & ((0.5 * b + 0x1p52) - 0x1p52 != 0.5 * b);
  power = (is_odd & (__builtin_signbit(base) != 0)) ? -power : power;
  power = ((base < 0.0) & (base > -INFINITY) & !is_whole) ? NAN : power;
  return ((exponent == 0.0) | (base == 1.0)) ? 1.0 : power;
}

// log2(a) to 2^-44 of its size, for a a positive finite float.
TK_INLINE double tk_log2_float_f64(double a) {
  uint64_t bits = tk_bits_f64(a) + (0x3ff0000000000000u - 0x3fe6a09e667f3bcdu);
  double e = tk_from_bits_f64((bits >> 52) | 0x4330000000000000u) - (0x1p52 + 1023.0);
  double f = tk_from_bits_f64((bits & 0x000fffffffffffffu) + 0x3fe6a09e667f3bcdu) - 1.0;
  double s = f / (f + 2.0);
  double p = TK_POLYNOMIAL_F64(s * s, 0x1.71547652b824fp1, 0x1.ec709dc53fba3p-1, 0x1.2776c28f61c3fp-1,
                               0x1.a61a31e7b1d30p-2, 0x1.4794d3a5c4572p-2, 0x1.21b85a1ef9eebp-2);
  return s * p + e;
}

// 2^y to 2^-38 of its size, for |y| < 1022.
TK_INLINE double tk_exp2_float_f64(double y) {
  double shifted = y + 0x1.8p52;
  double r = y - (shifted - 0x1.8p52);
  double p = TK_POLYNOMIAL_F64(r, 0x1.62e42fef9cc36p-1, 0x1.ebfbdff81d23fp-3, 0x1.c6b08da71f4b9p-5,
                               0x1.3b2ab7257163cp-7, 0x1.5d8775799e3d9p-10, 0x1.430891d846d85p-13,
                               0x1.00c0fd26e9300p-16, 0x1.63efb4e2540efp-20);
  return (p * r + 1.0) * tk_from_bits_f64((tk_bits_f64(shifted) + 1023u) << 52);
}

TK_INLINE float tk_pow_f32(float base, float exponent) {
  double a = tk_abs_f64(base);
  // 0 times this is no NaN, and the least logarithm times it is still beyond all floats.
  double b = tk_clamp_f64(exponent, -0x1p40, 0x1p40);
  double log_a = tk_log2_float_f64(a);
  log_a = a == 0.0 ? -INFINITY : a < INFINITY ? log_a : a;
  double power = tk_exp2_float_f64(tk_clamp_f64(b * log_a, -200.0, 200.0));
  return (float)tk_signed_power_f64(base, exponent, power);
}

// log(a) in two parts, to 2^-66 of its size, for a a positive finite number: 2 s + s w with
// w = 2/3 s^2 + s^4 q(s^2), where s and w have two parts each.
TK_INLINE double tk_long_log_f64(double a, double *low) {
  tk_log_parts p = tk_split_log_f64(a);
  double d = p.f + 2.0, d_high = tk_upper_half_f64(d), d_low = p.f - (d_high - 2.0);
  double s = p.f / d, s_high = tk_upper_half_f64(s);
  double s_low = ((p.f - s_high * d_high) - s_high * d_low) / d;
  double square = s_high * s_high, z_high = tk_upper_half_f64(square);
  double z_low = (square - z_high) + s_low * (s_high + s), z = z_high + z_low;
  double q = TK_POLYNOMIAL_F64(z, 0x1.999999999999fp-2, 0x1.249249248e435p-2, 0x1.c71c71d81b67ap-3,
                               0x1.745d09d1e44b6p-3, 0x1.3b18c11b40ae4p-3, 0x1.1017ac8c62215p-3,
                               0x1.08846be45b442p-3);
  const double third_high = 0x1.5555550000000p-1, third_low = 0x1.5555555555555p-27;
  double w_first = z_high * third_high;
  double w_rest = z_low * third_high + (z * third_low + z * z * q);
  double w = w_first + w_rest, w_high = tk_upper_half_f64(w), w_low = (w_first - w_high) + w_rest;
  double first = p.exponent * 0x1.62e42fefa3800p-1;
  double sum = first + 2.0 * s_high, sum_lost = (first - sum) + 2.0 * s_high;
  double term = s_high * w_high, high = sum + term, high_lost = (sum - high) + term;
  *low = (sum_lost + high_lost) +
         (2.0 * s_low + (s_low * w + s_high * w_low) + p.exponent * 0x1.ef35793c76730p-45);
  return high;
}

TK_INLINE double tk_pow_f64(double base, double exponent) {
  double a = tk_abs_f64(base);
  double b = tk_clamp_f64(exponent, -0x1p64, 0x1p64), b_high = tk_upper_half_f64(b);
  double log_rest, log_first = tk_long_log_f64(a, &log_rest);
  double log_high = tk_upper_half_f64(log_first), log_low = (log_first - log_high) + log_rest;
  double first = b_high * log_high, rest = (b - b_high) * log_high + b * log_low;
  double y = first + rest, lost = (first - y) + rest;
  y = a == 0.0 ? b * -INFINITY : a < INFINITY ? y : b * a;
  lost = tk_abs_f64(y) < 800.0 ? lost : 0.0;
  uint64_t n;
  double r_lost, r = tk_reduce_ln2_f64(tk_clamp_f64(y, -800.0, 800.0), &n, &r_lost);
  lost += r_lost;
  double t = r + lost, t_lost = (r - t) + lost;
  double e = tk_exp_tail_f64(t) * (t * t) + t_lost + t;
  return tk_signed_power_f64(base, exponent, tk_scale_f64(e + 1.0, n));
}

#endif
