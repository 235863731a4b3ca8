#ifndef TAPESTRY_TK_TRIG_F32_H
#define TAPESTRY_TK_TRIG_F32_H

// Circular functions and their inverses on float, in the manner of tk_math_f32.h.

#include "tk_math_f32.h"

// Sine and cosine for |r| <= pi/4: Cephes, sinf.c.
TK_INLINE float tk_sin_core_f32(float r) {
  float z = r * r;
  float p = -1.9515295891e-4f;
  p = p * z + 8.3321608736e-3f;
  p = p * z + -1.6666654611e-1f;
  return p * z * r + r;
}

TK_INLINE float tk_cos_core_f32(float r) {
  float z = r * r;
  float p = 2.443315711809948e-5f;
  p = p * z + -1.388731625493765e-3f;
  p = p * z + 4.166664568298827e-2f;
  return p * (z * z) + (1.0f - 0.5f * z);
}

// Up to here the quarter turns are counted exactly below; beyond, callers use libm.
TK_INLINE int tk_is_bounded_f32(float x) { return tk_abs_f32(x) <= 0x1p20f; }

// x = quarters pi/2 + r. pi/2 is split in 33 bits and the rest, so that the product with a quarter
// count below 2^20 is exact and r keeps its relative precision.
TK_INLINE float tk_reduce_quarters_f32(float x, uint32_t *quarters) {
  double shifted = (double)x * 0x1.45f306dc9c883p-1 + 0x1.8p52;
  double k = shifted - 0x1.8p52;
  uint64_t bits;
  memcpy(&bits, &shifted, sizeof bits);
  *quarters = (uint32_t)bits;
  return (float)((double)x - k * 0x1.921fb544p0 - k * 0x1.0b4611a626331p-34);
}

// sin(x + shift pi/2).
TK_INLINE float tk_sin_quarters_f32(float x, uint32_t shift) {
  uint32_t quarters;
  float r = tk_reduce_quarters_f32(x, &quarters);
  quarters += shift;
  float y = quarters & 1u ? tk_cos_core_f32(r) : tk_sin_core_f32(r);
  return tk_from_bits_f32(tk_bits_f32(y) ^ ((quarters & 2u) << 30));
}

// Through |x|, which keeps the sign of zero.
TK_INLINE float tk_sin_bounded_f32(float x) {
  float y = tk_sin_quarters_f32(tk_abs_f32(x), 0);
  return tk_from_bits_f32(tk_bits_f32(y) ^ (tk_bits_f32(x) & 0x80000000u));
}

TK_INLINE float tk_cos_bounded_f32(float x) { return tk_sin_quarters_f32(tk_abs_f32(x), 1); }

// sin / cos of r, or -cos / sin one quarter turn on.
TK_INLINE float tk_tan_bounded_f32(float x) {
  uint32_t quarters;
  float r = tk_reduce_quarters_f32(x, &quarters);
  float s = tk_sin_core_f32(r), c = tk_cos_core_f32(r);
  float y = quarters & 1u ? -c / s : s / c;
  return x == 0.0f ? x : y;
}

TK_INLINE float tk_sin_f32(float x) {
  return tk_is_bounded_f32(x) ? tk_sin_bounded_f32(x) : sinf(x);
}

TK_INLINE float tk_cos_f32(float x) {
  return tk_is_bounded_f32(x) ? tk_cos_bounded_f32(x) : cosf(x);
}

TK_INLINE float tk_tan_f32(float x) {
  return tk_is_bounded_f32(x) ? tk_tan_bounded_f32(x) : tanf(x);
}

// Reduced to |z| <= tan(pi/8) at tan(pi/8) and tan(3 pi/8): Cephes, atanf.c.
TK_INLINE float tk_atan_f32(float x) {
  float a = tk_abs_f32(x);
  float numerator = a > 2.414213562f ? -1.0f : a > 0.4142135624f ? a - 1.0f : a;
  float denominator = a > 2.414213562f ? a : a > 0.4142135624f ? a + 1.0f : 1.0f;
  float base = a > 2.414213562f ? 1.57079637f : a > 0.4142135624f ? 0.785398185f : 0.0f;
  float t = numerator / denominator;
  float z = t * t;
  float p = 8.05374449538e-2f;
  p = p * z + -1.38776856032e-1f;
  p = p * z + 1.99777106478e-1f;
  p = p * z + -3.33329491539e-1f;
  return __builtin_copysignf(base + (p * z * t + t), x);
}

// The angle of a point in the first octant, turned and mirrored to where it lies. Equal infinities are at 45 degrees.
TK_INLINE float tk_atan2_f32(float y, float x) {
  float a = tk_abs_f32(x), b = tk_abs_f32(y);
  float small = a < b ? a : b, large = a < b ? b : a;
  float ratio = small == large ? (large == 0.0f ? 0.0f : 1.0f) : small / large;
  float angle = tk_atan_f32(ratio);
  // Pi in two parts: its rounding error would be that of the result.
  angle = a < b ? 1.57079637f - (angle + 4.37113883e-8f) : angle;
  angle = __builtin_signbitf(x) ? 3.14159274f - (angle + 8.74227766e-8f) : angle;
  return ((x != x) | (y != y)) ? x + y : __builtin_copysignf(angle, y);
}

// asin(x) - x over x^3, in z = x^2 <= 1/4: Cephes, asinf.c.
TK_INLINE float tk_asin_tail_f32(float z) {
  float p = 4.2163199048e-2f;
  p = p * z + 2.4181311049e-2f;
  p = p * z + 4.5470025998e-2f;
  p = p * z + 7.4953002686e-2f;
  return p * z + 1.6666752422e-1f;
}

// asin of |x| up to 1/2, of sqrt((1 - |x|) / 2) above.
TK_INLINE float tk_asin_reduced_f32(float a) {
  float z = a > 0.5f ? 0.5f - 0.5f * a : a * a;
  float s = a > 0.5f ? tk_sqrt_f32(z) : a;
  return tk_asin_tail_f32(z) * z * s + s;
}

TK_INLINE float tk_asin_f32(float x) {
  float a = tk_abs_f32(x);
  float y = tk_asin_reduced_f32(a);
  return __builtin_copysignf(a > 0.5f ? 1.57079637f - 2.0f * y : y, x);
}

TK_INLINE float tk_acos_f32(float x) {
  float a = tk_abs_f32(x);
  float y = tk_asin_reduced_f32(a);
  float outer = x < 0.0f ? 3.14159274f - 2.0f * y : 2.0f * y;
  return a > 0.5f ? outer : 1.57079637f - __builtin_copysignf(y, x);
}

#endif
