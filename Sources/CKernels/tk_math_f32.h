#ifndef TAPESTRY_TK_MATH_F32_H
#define TAPESTRY_TK_MATH_F32_H

// Elementary functions on float without branches, tables or calls, so that the loops around them
// vectorise and every element gets the same bits wherever it stands in a run. All are right for
// NaN, infinities, signed zero and subnormals. Largest errors in ulp, measured against double;
// without fused multiply-add up to 0.5 more:
//
//   exp 0.87   exp2 0.89   expm1 1.5   log 0.86   log2 1.6   log10 2.0   log1p 1.5   sigmoid 1.7
//   tanh 1.4   erf 1.0     sinh 2.5    cosh 2.1   sin 1.6    cos 1.6     tan 3.3
//   asin 2.3   acos 1.3    atan 2.8   atan2 3.1 (in tk_trig_f32.h)

#include "tk_target.h"
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

TK_INLINE uint32_t tk_bits_f32(float x) {
  uint32_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits;
}

TK_INLINE float tk_from_bits_f32(uint32_t bits) {
  float x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

TK_INLINE float tk_abs_f32(float x) { return __builtin_elementwise_abs(x); }
TK_INLINE float tk_sqrt_f32(float x) { return __builtin_elementwise_sqrt(x); }

// x = n ln 2 + r with |r| <= ln 2 / 2. Adding 1.5 * 2^23 rounds to an integer and leaves that
// integer in the low bits; ln 2 comes in two parts, the first short enough for n times it to be
// exact.
TK_INLINE float tk_reduce_ln2_f32(float x, uint32_t *n) {
  float shifted = x * 0x1.715476p0f + 0x1.8p23f;
  *n = tk_bits_f32(shifted) - 0x4B400000u;
  float k = shifted - 0x1.8p23f;
  float r = x - k * 0x1.62e400p-1f;
  return r - k * 0x1.7f7d1cp-20f;
}

// (exp(r) - 1 - r) / r^2 for |r| <= ln 2 / 2. Coefficients: N. Juffa's expf.
TK_INLINE float tk_exp_tail_f32(float r) {
  float p = 1.37805939e-3f;
  p = p * r + 8.37312452e-3f;
  p = p * r + 4.16695364e-2f;
  p = p * r + 1.66664720e-1f;
  return p * r + 4.99999851e-1f;
}

TK_INLINE float tk_exp_core_f32(float r) { return (tk_exp_tail_f32(r) * r + 1.0f) * r + 1.0f; }

// y * 2^n in two steps: 2^n alone would overflow where y * 2^n need not, and underflow to a
// subnormal that has lost its bits.
TK_INLINE float tk_scale_f32(float y, uint32_t n) {
  uint32_t half = (uint32_t)((int32_t)n >> 1);
  return y * tk_from_bits_f32((half + 127u) << 23) * tk_from_bits_f32((n - half + 127u) << 23);
}

TK_INLINE float tk_exp_f32(float x) {
  x = x > 89.0f ? 89.0f : x;
  x = x < -104.0f ? -104.0f : x;
  uint32_t n;
  float r = tk_reduce_ln2_f32(x, &n);
  return tk_scale_f32(tk_exp_core_f32(r), n);
}

// exp(x) for x <= 0, and up to 44 in fact: 2^(n + 64) is neither subnormal nor too large, so that it takes one sum.
TK_INLINE float tk_exp_nonpositive_f32(float x) {
  x = x < -104.0f ? -104.0f : x;
  uint32_t n;
  float r = tk_reduce_ln2_f32(x, &n);
  return tk_exp_core_f32(r) * tk_from_bits_f32((n + 191u) << 23) * 0x1p-64f;
}

TK_INLINE float tk_exp2_f32(float x) {
  x = x > 129.0f ? 129.0f : x;
  x = x < -151.0f ? -151.0f : x;
  float shifted = x + 0x1.8p23f;
  uint32_t n = tk_bits_f32(shifted) - 0x4B400000u;
  float r = (x - (shifted - 0x1.8p23f)) * 0x1.62e430p-1f;
  return tk_scale_f32(tk_exp_core_f32(r), n);
}

// 2^n expm1(r) + 2^n - 1, held at half its size until the end because 2^128 is no float.
TK_INLINE float tk_expm1_f32(float x) {
  float c = x > 89.0f ? 89.0f : x;
  c = c < -18.0f ? -18.0f : c;
  uint32_t n;
  float r = tk_reduce_ln2_f32(c, &n);
  float p = tk_exp_tail_f32(r) * (r * r) + r;
  float half_scale = tk_from_bits_f32((n + 126u) << 23);
  float y = 2.0f * (p * half_scale + (half_scale - 0.5f));
  return tk_abs_f32(x) < 0x1p-25f ? x : y;
}

// x = m 2^e with m in [2/3, 4/3); gives log(m) from a polynomial in m - 1, and e. Coefficients:
// N. Juffa's logf.
TK_INLINE float tk_log_parts_f32(float x, float *exponent) {
  float scaled = x < FLT_MIN ? x * 0x1p23f : x;
  uint32_t bits = tk_bits_f32(scaled);
  uint32_t e = (bits - 0x3F2AAAABu) & 0xFF800000u;
  *exponent = (x < FLT_MIN ? -23.0f : 0.0f) + (float)(int32_t)e * 0x1p-23f;
  float f = tk_from_bits_f32(bits - e) - 1.0f;
  float s = f * f;
  float r = -0.130310059f;
  float t = 0.140869141f;
  r = r * s + -0.121483512f;
  t = t * s + 0.139814854f;
  r = r * s + -0.166846126f;
  t = t * s + 0.200120345f;
  r = r * s + -0.249996200f;
  r = t * f + r;
  r = r * f + 0.333331972f;
  r = r * f + -0.500000000f;
  return r * s + f;
}

// y for a positive finite x, and what every logarithm gives for the rest.
TK_INLINE float tk_log_edges_f32(float x, float y) {
  y = x < INFINITY ? y : x;  // +Inf and NaN
  y = x < 0.0f ? NAN : y;
  return x == 0.0f ? -INFINITY : y;
}

TK_INLINE float tk_log_f32(float x) {
  float e, log_m = tk_log_parts_f32(x, &e);
  return tk_log_edges_f32(x, e * 0.693147182f + log_m);
}

TK_INLINE float tk_log2_f32(float x) {
  float e, log_m = tk_log_parts_f32(x, &e);
  return tk_log_edges_f32(x, log_m * 1.44269504f + e);
}

// log10(2) in two parts, the first exact in its product with an exponent.
TK_INLINE float tk_log10_f32(float x) {
  float e, log_m = tk_log_parts_f32(x, &e);
  float y = log_m * 0.434294482f + e * 4.60503925e-6f;
  return tk_log_edges_f32(x, e * 0.301025391f + y);
}

// log(u) for u = 1 + x rounded, plus what the rounding lost.
TK_INLINE float tk_log1p_f32(float x) {
  float u = 1.0f + x;
  float lost = x > 1.0f ? 1.0f - (u - x) : x - (u - 1.0f);
  float y = tk_log_f32(u);
  float corrected = y + lost / u;
  corrected = ((u > 0.0f) & (u < INFINITY)) ? corrected : y;
  return x == 0.0f ? x : corrected;
}

// 1 / (1 + e) with e = exp(-x) = 2^n (1 + t), both parts of the quotient multiplied by 2^-(n - half): so
// neither overflows, and a subnormal result is rounded once. Where e is so large that 1 is lost in
// 2^n + 1, it is first added to what is smaller.
TK_INLINE float tk_sigmoid_f32(float x) {
  float y = x < -104.0f ? 104.0f : -x;
  y = y < -64.0f ? -64.0f : y;
  uint32_t n;
  float r = tk_reduce_ln2_f32(y, &n);
  float t = (tk_exp_tail_f32(r) * r + 1.0f) * r;
  uint32_t half = (n + 254u) >> 1;
  float e = tk_from_bits_f32(half << 23), one = tk_from_bits_f32((half - n) << 23);
  float first = y > 14.0f ? one : e + one, last = y > 14.0f ? e : 0.0f;
  return one / ((t * e + first) + last);
}

// Odd polynomial of Cephes' tanhf.c below 0.625, 1 - 2 / (exp(2|x|) + 1) above.
TK_INLINE float tk_tanh_f32(float x) {
  float a = tk_abs_f32(x);
  float z = a * a;
  float p = -5.70498872745e-3f;
  p = p * z + 2.06390887954e-2f;
  p = p * z + -5.37397155531e-2f;
  p = p * z + 1.33314422036e-1f;
  p = p * z + -3.33332819422e-1f;
  float small = p * z * a + a;
  float large = 1.0f - 2.0f / (tk_exp_f32(a + a) + 1.0f);
  return __builtin_copysignf(a < 0.625f ? small : large, x);
}

// exp(|x|) / 2 for |x| > 88, from exp(|x| / 2): exp(|x|) overflows first.
TK_INLINE float tk_half_exp_large_f32(float a) {
  float root = tk_exp_f32(0.5f * a);
  return 0.5f * root * root;
}

// With t = expm1(|x|): (exp(|x|) - exp(-|x|)) / 2 = (t + t / (t + 1)) / 2.
TK_INLINE float tk_sinh_f32(float x) {
  float a = tk_abs_f32(x);
  float t = tk_expm1_f32(a);
  float y = a > 88.0f ? tk_half_exp_large_f32(a) : 0.5f * (t + t / (t + 1.0f));
  return __builtin_copysignf(a < 0x1p-12f ? a : y, x);
}

TK_INLINE float tk_cosh_f32(float x) {
  float a = tk_abs_f32(x);
  float e = tk_exp_f32(a);
  return a > 88.0f ? tk_half_exp_large_f32(a) : 0.5f * e + 0.5f / e;
}

// erfc(t) for t > 475/512, where it is exp of a polynomial, and erf(x) below: N. Juffa's erff.
TK_INLINE float tk_erfc_large_f32(float t) {
  float s = t * t;
  float r = -1.72853470e-5f * t + 3.83197126e-4f;
  float u = -3.88396438e-3f * t + 2.42546219e-2f;
  r = r * s + u;
  r = r * t + -1.06777877e-1f;
  r = r * t + -6.34846687e-1f;
  r = r * t + -1.28717512e-1f;
  r = r * t + -t;
  return tk_exp_nonpositive_f32(r);
}

TK_INLINE float tk_erf_small_f32(float x) {
  float s = x * x;
  float r = -5.96761703e-4f;
  r = r * s + 4.99119423e-3f;
  r = r * s + -2.67681349e-2f;
  r = r * s + 1.12819925e-1f;
  r = r * s + -3.76125336e-1f;
  r = r * s + 1.28379166e-1f;
  return r * x + x;
}

#define TK_ERF_SPLIT 0.927734375f

TK_INLINE float tk_erf_f32(float x) {
  float t = tk_abs_f32(x);
  float large = __builtin_copysignf(1.0f - tk_erfc_large_f32(t), x);
  return t > TK_ERF_SPLIT ? large : tk_erf_small_f32(x);
}

// The normal distribution function, without the cancellation of 1 + erf on the left.
TK_INLINE float tk_normal_cdf_f32(float x) {
  float z = x * 0.70710678f;
  float t = tk_abs_f32(z);
  float tail = 0.5f * tk_erfc_large_f32(t);
  float outer = z < 0.0f ? tail : 1.0f - tail;
  return t > TK_ERF_SPLIT ? outer : 0.5f + 0.5f * tk_erf_small_f32(z);
}

#endif
