#ifndef TAPESTRY_TK_MATH_F64_H
#define TAPESTRY_TK_MATH_F64_H

// The double counterparts of tk_math_f32.h: no branches, tables or calls. All are right for NaN,
// infinities, signed zero and subnormals. Polynomials are minimax fits made in 60 digits. Largest
// errors in ulp, measured against long double; in brackets without fused multiply-add:
//
//   exp 0.88 [1.2]   exp2 0.94 [1.3]   expm1 1.3    log 0.83   log2 0.82   log10 0.71
//   log1p 0.88       sigmoid 1.7   tanh 0.97 [1.6]   sinh 1.7    cosh 1.3 [1.6]

#include "tk_target.h"
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

TK_INLINE uint64_t tk_bits_f64(double x) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits;
}

TK_INLINE double tk_from_bits_f64(uint64_t bits) {
  double x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

// The first 26 bits of x: products of two such are exact.
TK_INLINE double tk_upper_half_f64(double x) {
  return tk_from_bits_f64(tk_bits_f64(x) & 0xfffffffff8000000u);
}

TK_INLINE double tk_abs_f64(double x) { return __builtin_elementwise_abs(x); }
TK_INLINE double tk_sqrt_f64(double x) { return __builtin_elementwise_sqrt(x); }

// c[0] + c[1] x + ...; even and odd powers in two chains, which a processor runs side by side.
TK_INLINE double tk_polynomial_f64(double x, const double *c, int count) {
  double z = x * x, a = c[count - 1], b = c[count - 2];
  int k = count - 3;
  for (; k > 0; k -= 2) {
    a = a * z + c[k];
    b = b * z + c[k - 1];
  }
  return k == 0 ? b * x + (a * z + c[0]) : a * x + b;
}

#define TK_POLYNOMIAL_F64(x, ...)                                                           \
  tk_polynomial_f64(x, (const double[]){__VA_ARGS__},                                       \
                    sizeof((const double[]){__VA_ARGS__}) / sizeof(double))

// x = n ln 2 + r + lost with |r| <= ln 2 / 2. Adding 1.5 * 2^52 rounds to an integer and leaves that
// integer in the low bits, without the conversion that AVX2 lacks; ln 2 comes in two parts, the first
// short enough for n times it to be exact.
TK_INLINE double tk_reduce_ln2_f64(double x, uint64_t *n, double *lost) {
  double shifted = x * 0x1.71547652b82fep0 + 0x1.8p52;
  *n = tk_bits_f64(shifted) - 0x4338000000000000u;
  double k = shifted - 0x1.8p52;
  double high = x - k * 0x1.62e42fefa3800p-1;
  double r = high - k * 0x1.ef35793c76730p-45;
  *lost = (high - r) - k * 0x1.ef35793c76730p-45;
  return r;
}

// (exp(r) - 1 - r) / r^2 for |r| <= ln 2 / 2.
TK_INLINE double tk_exp_tail_f64(double r) {
  return TK_POLYNOMIAL_F64(
      r, 0.5, 0x1.5555555555557p-3, 0x1.5555555555558p-5, 0x1.11111111100cep-7,
      0x1.6c16c16c151e3p-10, 0x1.a01a01abef7b5p-13, 0x1.a01a01ad03d24p-16, 0x1.71de0219e9df0p-19,
      0x1.27e4ccb89e2fbp-22, 0x1.af4e1a97f93d3p-26, 0x1.1f8b6ff1f5324p-29);
}

TK_INLINE double tk_exp_core_f64(double r) { return (tk_exp_tail_f64(r) * r + 1.0) * r + 1.0; }

// y * 2^n in two steps: 2^n alone would overflow where y * 2^n need not, and underflow to a
// subnormal that has lost its bits. The halves of n carry their bias from the start: shifts of
// negative 64-bit integers are slow before AVX-512.
TK_INLINE double tk_scale_f64(double y, uint64_t n) {
  uint64_t biased = n + 2046u, half = biased >> 1;
  return y * tk_from_bits_f64(half << 52) * tk_from_bits_f64((biased - half) << 52);
}

TK_INLINE double tk_clamp_f64(double x, double low, double high) {
  x = x > high ? high : x;
  return x < low ? low : x;
}

TK_INLINE double tk_exp_f64(double x) {
  uint64_t n;
  double lost, r = tk_reduce_ln2_f64(tk_clamp_f64(x, -746.0, 710.0), &n, &lost);
  return tk_scale_f64(tk_exp_core_f64(r), n);
}

TK_INLINE double tk_exp_nonpositive_f64(double x) { return tk_exp_f64(x); }

TK_INLINE double tk_exp2_f64(double x) {
  x = tk_clamp_f64(x, -1076.0, 1025.0);
  double shifted = x + 0x1.8p52;
  uint64_t n = tk_bits_f64(shifted) - 0x4338000000000000u;
  double r = (x - (shifted - 0x1.8p52)) * 0x1.62e42fefa39efp-1;
  return tk_scale_f64(tk_exp_core_f64(r), n);
}

// A quarter of expm1(x), which stays finite a little beyond the largest x of sinh, and what its
// rounding lost.
TK_INLINE double tk_expm1_quarter_f64(double x, double *lost) {
  uint64_t n;
  double r_lost, r = tk_reduce_ln2_f64(tk_clamp_f64(x, -40.0, 710.5), &n, &r_lost);
  double tail = tk_exp_tail_f64(r) * (r * r) + r_lost;
  double scale = tk_from_bits_f64((n + 1021u) << 52);
  double whole = scale - 0.25;
  double high = scale * r + whole;
  double rest = scale * tail + (scale * r + (whole - high));
  double y = high + rest;
  *lost = (high - y) + rest;
  return y;
}

TK_INLINE double tk_expm1_f64(double x) {
  double lost, y = 4.0 * tk_expm1_quarter_f64(x, &lost);
  return tk_abs_f64(x) < 0x1p-54 ? x : y;
}

// log(m) = f - square + rest, with square = f^2 / 2, for x = m 2^exponent, sqrt(1/2) <= m < sqrt(2),
// f = m - 1. With s = f / (2 + f), log(m) = 2 artanh(s) = 2 s + s z q(z) in z = s^2, and
// 2 s = f - s f leaves all but f to the small terms.
typedef struct {
  double f, square, rest, exponent;
} tk_log_parts;

TK_INLINE tk_log_parts tk_split_log_f64(double x) {
  tk_log_parts p;
  uint64_t bits = tk_bits_f64(x < DBL_MIN ? x * 0x1p54 : x);
  // The exponent steps where the significand passes sqrt(2).
  bits += 0x3ff0000000000000u - 0x3fe6a09e667f3bcdu;
  double biased = tk_from_bits_f64((bits >> 52) | 0x4330000000000000u);
  p.exponent = biased - (x < DBL_MIN ? 0x1p52 + 1023.0 + 54.0 : 0x1p52 + 1023.0);
  p.f = tk_from_bits_f64((bits & 0x000fffffffffffffu) + 0x3fe6a09e667f3bcdu) - 1.0;
  double s = p.f / (p.f + 2.0), z = s * s;
  double q = TK_POLYNOMIAL_F64(
      z, 0x1.5555555555555p-1, 0x1.9999999999a3ap-2, 0x1.2492492476696p-2, 0x1.c71c7201fef3dp-3,
      0x1.745cf8c2c8246p-3, 0x1.3b1c42b785b41p-3, 0x1.0fbd3dce4e817p-3, 0x1.0c112e1616d62p-3);
  p.square = 0.5 * p.f * p.f;
  p.rest = s * (z * q + p.square);
  return p;
}

// y for a positive finite x, and what every logarithm gives for the rest.
TK_INLINE double tk_log_edges_f64(double x, double y) {
  y = x < INFINITY ? y : x;  // +Inf and NaN
  y = x < 0.0 ? NAN : y;
  return x == 0.0 ? -INFINITY : y;
}

TK_INLINE double tk_log_f64(double x) {
  tk_log_parts p = tk_split_log_f64(x);
  double low = p.exponent * 0x1.ef35793c76730p-45 + p.rest;
  double y = p.exponent * 0x1.62e42fefa3800p-1 + (p.f - (p.square - low));
  return tk_log_edges_f64(x, y);
}

// exponent * e + log(m) * scale, each factor in two parts: log(m) and scale are cut to 32 bits, so that
// the product of their first parts is exact.
TK_INLINE double tk_scaled_log_f64(double x, double e_high, double e_low, double scale_high,
                                   double scale_low) {
  tk_log_parts p = tk_split_log_f64(x);
  double high = tk_from_bits_f64(tk_bits_f64(p.f - p.square) & 0xffffffff00000000u);
  double low = (p.f - high) - p.square + p.rest;
  double first = p.exponent * e_high, second = high * scale_high;
  double sum = first + second;
  double rest = (first - sum) + second + p.exponent * e_low;
  rest = rest + (high + low) * scale_low + low * scale_high;
  return tk_log_edges_f64(x, sum + rest);
}

TK_INLINE double tk_log2_f64(double x) {
  return tk_scaled_log_f64(x, 1.0, 0.0, 0x1.7154765200000p0, 0x1.705fc2eefa200p-33);
}

TK_INLINE double tk_log10_f64(double x) {
  return tk_scaled_log_f64(x, 0x1.34413509f7800p-2, 0x1.fef311f12b358p-46, 0x1.bcb7b15200000p-2,
                           0x1.b9438ca9aadd5p-36);
}

// log(u) for u = 1 + x rounded, plus the share of what the rounding lost: lost / u. A coarse 1 / m is
// enough for it, if it is right for m = 1: else f outweighs what was lost.
TK_INLINE double tk_log1p_f64(double x) {
  double u = 1.0 + x;
  double lost = x > 1.0 ? 1.0 - (u - x) : x - (u - 1.0);
  tk_log_parts p = tk_split_log_f64(u);
  double reciprocal = ((-0.62 * p.f + 0.93) * p.f - 1.0) * p.f + 1.0;
  // 2^-exponent; where that ends, nothing was lost that counts.
  double e = p.exponent > 1000.0 ? 1000.0 : p.exponent;
  double scale = tk_from_bits_f64((tk_bits_f64(0x1.8p52 + 1023.0 - e)) << 52);
  double low = p.exponent * 0x1.ef35793c76730p-45 + p.rest + lost * scale * reciprocal;
  double y = p.exponent * 0x1.62e42fefa3800p-1 + (p.f - (p.square - low));
  return x == 0.0 ? x : tk_log_edges_f64(u, y);
}

// 1 / (1 + e) with e = exp(-x) = 2^n (1 + t), both parts of the quotient multiplied by 2^-(n - half): so
// neither overflows, and a subnormal result is rounded once. Where e is so large that 1 is lost in
// 2^n + 1, it is first added to what is smaller.
TK_INLINE double tk_sigmoid_f64(double x) {
  double y = x < -746.0 ? 746.0 : -x;
  y = y < -64.0 ? -64.0 : y;
  uint64_t n;
  double r_lost, r = tk_reduce_ln2_f64(y, &n, &r_lost);
  double t = tk_exp_tail_f64(r) * (r * r) + r_lost + r;
  uint64_t half = (n + 2046u) >> 1;
  double e = tk_from_bits_f64(half << 52), one = tk_from_bits_f64((half - n) << 52);
  double first = y > 34.0 ? one : e + one, last = y > 34.0 ? e : 0.0;
  return one / ((t * e + first) + last);
}

// t / (t + 2) with t = expm1(2 |x|), and one Newton step for what rounding lost of t and t + 2.
TK_INLINE double tk_tanh_f64(double x) {
  double a = tk_abs_f64(x);
  a = a > 22.0 ? 22.0 : a;
  double t_lost, t = tk_expm1_quarter_f64(a + a, &t_lost);
  double d = t + 0.5;
  double larger = t > 0.5 ? t : 0.5, smaller = t > 0.5 ? 0.5 : t;
  double d_lost = smaller - (d - larger) + t_lost;
  double reciprocal = 1.0 / d;
  double q = t * reciprocal;
  double remainder = (t - q * d) + (t_lost - q * d_lost);
  double y = remainder * reciprocal + q;
  return __builtin_copysign(a < 0x1p-30 ? a : y, x);
}

// With t = expm1(|x|): (exp(|x|) - exp(-|x|)) / 2 = (t + t / (t + 1)) / 2.
TK_INLINE double tk_sinh_f64(double x) {
  double a = tk_abs_f64(x);
  double lost, t = tk_expm1_quarter_f64(a, &lost);
  double y = 2.0 * (t + (t / (4.0 * t + 1.0) + lost));
  return __builtin_copysign(a < 0x1p-28 ? a : y, x);
}

// h + 1/4h with h = exp(|x|) / 2.
TK_INLINE double tk_cosh_f64(double x) {
  uint64_t n;
  double lost, r = tk_reduce_ln2_f64(tk_clamp_f64(tk_abs_f64(x), 0.0, 711.0), &n, &lost);
  double half = tk_scale_f64(tk_exp_core_f64(r), n - 1u);
  return half + 0.25 / half;
}

#endif
