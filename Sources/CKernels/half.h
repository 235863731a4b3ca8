#ifndef TAPESTRY_HALF_H
#define TAPESTRY_HALF_H

#include "tk_target.h"
#include <stdint.h>
#include <string.h>

// Conversions of the 16-bit floating-point types, without branches, so that loops of them vectorise
// on every processor. float16 has 5 bits of exponent (bias 15) and 10 of significand, bfloat16 is the
// upper half of a float32. Numbers between two neighbours go to the nearer one, halves to the even one.
typedef uint16_t half;
typedef uint16_t bfloat;

TK_INLINE float half_float_of_bits(uint32_t bits) {
  float x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

TK_INLINE uint32_t half_bits_of_float(float x) {
  uint32_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits;
}

TK_INLINE float float_of_half(half h) {
  const uint32_t rebias = 112u << 23;  // 127 - 15
  uint32_t sign = (uint32_t)(h & 0x8000u) << 16, exponent = h & 0x7c00u;
  uint32_t bits = ((uint32_t)(h & 0x7fffu) << 13) + rebias;
  // The largest exponent means infinity or NaN and becomes the largest of float32.
  bits += exponent == 0x7c00u ? rebias : 0;
  // Without the implicit 1: 2^-14 (1 + m) - 2^-14, which is exact.
  uint32_t small = half_bits_of_float(half_float_of_bits(bits + (1u << 23)) - 0x1p-14f);
  return half_float_of_bits((exponent == 0 ? small : bits) | sign);
}

TK_INLINE half half_of_float(float x) {
  uint32_t bits = half_bits_of_float(x), sign = bits >> 16 & 0x8000u;
  bits &= 0x7fffffffu;
  // Adding just below half of the last kept place, and its own value, rounds halves to even; a carry
  // into the exponent is right, up to infinity.
  uint32_t normal = (bits - (112u << 23) + 0xfffu + (bits >> 13 & 1)) >> 13;
  // Below 2^-14 the last place is 2^-24, as it is of float32 numbers in [0.5, 1).
  uint32_t small = half_bits_of_float(half_float_of_bits(bits) + 0.5f) - 0x3f000000u;
  uint32_t special = bits > 0x7f800000u ? 0x7e00u : 0x7c00u;
  uint32_t result = bits < 0x38800000u ? small : normal;
  return (half)((bits >= 0x47800000u ? special : result) | sign);
}

#ifdef __x86_64__
// The same bits from instructions that came with AVX2, but for a NaN, which keeps the upper part of its
// payload. Only a function with TK_F16C may call these, and only where tk_has_f16c() may that be called.
#define TK_F16C __attribute__((target("arch=x86-64-v3")))
TK_INLINE int tk_has_f16c(void) { return __builtin_cpu_supports("x86-64-v3"); }

TK_INLINE float float_of_half_f16c(half h) {
  _Float16 x;
  memcpy(&x, &h, sizeof x);
  return (float)x;
}

TK_INLINE half half_of_float_f16c(float x) {
  _Float16 y = (_Float16)x;
  half h;
  memcpy(&h, &y, sizeof h);
  return h;
}
#endif

TK_INLINE float float_of_bfloat(bfloat b) { return half_float_of_bits((uint32_t)b << 16); }

TK_INLINE bfloat bfloat_of_float(float x) {
  uint32_t bits = half_bits_of_float(x);
  uint32_t rounded = (bits + 0x7fffu + (bits >> 16 & 1)) >> 16;
  return (bfloat)((bits & 0x7fffffffu) > 0x7f800000u ? 0x7fc0u : rounded);
}

#endif
